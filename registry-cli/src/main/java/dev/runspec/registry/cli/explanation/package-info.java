/**
 * What a run would be, without running it: which instance speaks for the tool, what would be sent
 * where, and what the policy says.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.explanation.Explanation#of}.
 */
@NullMarked
package dev.runspec.registry.cli.explanation;

import org.jspecify.annotations.NullMarked;
