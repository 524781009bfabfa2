/**
 * Registries that a person has given names to, with the keys for them, in one file that only that
 * person can read.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.context.ContextFile}. Its JSON stays in here,
 * and a key leaves only inside of a {@link dev.runspec.registry.cli.context.Context}.
 */
@NullMarked
package dev.runspec.registry.cli.context;

import org.jspecify.annotations.NullMarked;
