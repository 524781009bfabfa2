/**
 * A tool's arguments as they are typed, seen through the JSON Schema that its agent sent: what is
 * wrong with them, and what there is. The schema is believed in nothing: it opens no connection and
 * costs a bounded effort.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.arguments.ArgumentCheck} (before a run) and
 * {@link dev.runspec.registry.cli.arguments.ToolHelp} (for people).
 */
@NullMarked
package dev.runspec.registry.cli.arguments;

import org.jspecify.annotations.NullMarked;
