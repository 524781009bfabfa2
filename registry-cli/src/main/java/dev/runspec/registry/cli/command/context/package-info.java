/**
 * The commands under {@code context}, one class each; enter through {@link
 * dev.runspec.registry.cli.command.context.ContextCommand}, which lists them.
 */
@NullMarked
package dev.runspec.registry.cli.command.context;

import org.jspecify.annotations.NullMarked;
