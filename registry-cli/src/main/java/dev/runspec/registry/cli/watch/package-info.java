/**
 * Lists that are shown as they change.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.watch.WatchOptions}. A {@link
 * dev.runspec.registry.cli.watch.WatchLoop} reads, waits and reads on; what a person sees of that
 * is a {@link dev.runspec.registry.cli.watch.Screen}, and what a program gets are {@link
 * dev.runspec.registry.cli.watch.ChangeLines}.
 */
@NullMarked
package dev.runspec.registry.cli.watch;

import org.jspecify.annotations.NullMarked;
