/**
 * The caller's own rules about what may be run where: {@code policy.toml}, of the user and of the
 * system.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.policy.PolicyOptions} (a command's options),
 * which gives a {@link dev.runspec.registry.cli.policy.PolicyGuard} for what prepares runs, or
 * through {@link dev.runspec.registry.cli.policy.Policy#decide} for who wants to know why.
 */
@NullMarked
package dev.runspec.registry.cli.policy;

import org.jspecify.annotations.NullMarked;
