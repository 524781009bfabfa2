/**
 * The manual pages, made by the build from picocli's model of the commands.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.manual.ManualPage}. Nothing in here runs when
 * somebody uses the program.
 */
@NullMarked
package dev.runspec.registry.cli.manual;

import org.jspecify.annotations.NullMarked;
