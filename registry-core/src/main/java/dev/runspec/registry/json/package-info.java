/**
 * The wire codec: JSON in, values out, and back. One class per body; each reads with every fault
 * named by its pointer ({@link dev.runspec.registry.json.InvalidDocument}) and writes the members
 * in the order of the protocol.
 *
 * <p>The only place that knows Jackson.
 */
@NullMarked
package dev.runspec.registry.json;

import org.jspecify.annotations.NullMarked;
