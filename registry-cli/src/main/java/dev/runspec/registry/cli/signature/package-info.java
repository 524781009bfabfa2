/**
 * Running only what hosts signed: which keys of this person's SSH speak for a host, and what was
 * seen before.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.signature.VerifyOptions}, which gives {@code
 * run.Preparation} its witness.
 */
@NullMarked
package dev.runspec.registry.cli.signature;

import org.jspecify.annotations.NullMarked;
