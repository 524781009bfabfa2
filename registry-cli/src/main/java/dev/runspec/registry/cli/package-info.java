/**
 * The command line: list, drain, export.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.Main}; each command is a thin class in {@code
 * command}, and what it prints is made in {@code output}.
 */
@NullMarked
package dev.runspec.registry.cli;

import org.jspecify.annotations.NullMarked;
