/**
 * One class per command: it asks the registry and hands the answer to {@code output}.
 *
 * <p>Enter through any of them; {@code Main} lists them all. No JSON here: picocli reflects over
 * these classes at every start.
 */
@NullMarked
package dev.runspec.registry.cli.command;

import org.jspecify.annotations.NullMarked;
