/**
 * The words of the registry: instances, tools, hosts, and the values that they are made of.
 *
 * <p>Enter through {@link dev.runspec.registry.Registration} (what an agent says about itself) and
 * {@link dev.runspec.registry.Instance} (what the registry says about an agent). Everything here is
 * an immutable value; nothing knows HTTP, JSON or a clock.
 */
@NullMarked
package dev.runspec.registry;

import org.jspecify.annotations.NullMarked;
