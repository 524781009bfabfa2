/**
 * The command line as its users meet it: real processes, a real registry, a real {@code sshd}.
 *
 * <p>Start with {@link dev.runspec.registry.cli.e2e.Program} and {@link
 * dev.runspec.registry.cli.e2e.LiveRegistry}; nothing here is used by anything else.
 */
@NullMarked
package dev.runspec.registry.cli.e2e;

import org.jspecify.annotations.NullMarked;
