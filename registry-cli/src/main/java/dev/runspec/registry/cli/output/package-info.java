/**
 * What is printed and how: tables, JSON, YAML, names.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.output.OutputOptions} and the {@code …Listing}
 * that says what stands in which column. What comes from a registry is not trusted: {@link
 * dev.runspec.registry.cli.output.Visible} keeps it from driving the terminal.
 */
@NullMarked
package dev.runspec.registry.cli.output;

import org.jspecify.annotations.NullMarked;
