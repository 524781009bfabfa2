/**
 * Runs one remote command through the system's {@code ssh}, under the caller's own identity.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.ssh.RemoteRun}, given an {@link
 * dev.runspec.registry.cli.ssh.SshCommand} (the way there); a command of the command line hands it
 * to {@link dev.runspec.registry.cli.ssh.SignalGuard#resultOf}.
 */
@NullMarked
package dev.runspec.registry.cli.ssh;

import org.jspecify.annotations.NullMarked;
