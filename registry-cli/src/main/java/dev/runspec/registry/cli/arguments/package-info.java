/**
 * A tool's arguments, typed as words or given as JSON, seen through the JSON Schema that its agent
 * sent: what is wrong with them, what there is, and what a program gets of them. The schema is
 * believed in nothing: it opens no connection and costs a bounded effort.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.arguments.ArgumentCheck} (before a run), {@link
 * dev.runspec.registry.cli.arguments.ToolHelp} (for people) and {@link
 * dev.runspec.registry.cli.arguments.GivenArguments} (from models), which become words ({@link
 * dev.runspec.registry.cli.arguments.CommandWords}) and variables ({@link
 * dev.runspec.registry.cli.arguments.RunspecVariables}).
 */
@NullMarked
package dev.runspec.registry.cli.arguments;

import org.jspecify.annotations.NullMarked;
