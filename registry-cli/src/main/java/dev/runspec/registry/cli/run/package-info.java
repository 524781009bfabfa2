/**
 * From a tool that was looked up to a run of it: what is checked before, and what becomes of it on
 * one host or many.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.run.Preparation}: the one way to a command that
 * may be sent to a host, for people and machines alike.
 */
@NullMarked
package dev.runspec.registry.cli.run;

import org.jspecify.annotations.NullMarked;
