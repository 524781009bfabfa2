/**
 * From what the registry says to the words that a remote shell gets: quoting, become methods,
 * allow-lists. Pure: nothing here starts a process, and nothing here believes the registry.
 *
 * <p>Enter through {@link dev.runspec.registry.command.RemoteCommand#of} (what to run) and {@link
 * dev.runspec.registry.command.SshDestination#of} (where); both answer with a {@link
 * dev.runspec.registry.command.Verdict}.
 */
@NullMarked
package dev.runspec.registry.command;

import org.jspecify.annotations.NullMarked;
