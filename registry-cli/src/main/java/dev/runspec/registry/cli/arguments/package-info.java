/**
 * The arguments of a call as JSON, and what a program gets of them.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.arguments.GivenArguments}: checked against the
 * tool's schema, they become words ({@link dev.runspec.registry.cli.arguments.CommandWords}) and
 * variables ({@link dev.runspec.registry.cli.arguments.RunspecVariables}).
 */
@NullMarked
package dev.runspec.registry.cli.arguments;

import org.jspecify.annotations.NullMarked;
