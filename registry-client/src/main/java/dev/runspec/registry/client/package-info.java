/**
 * The SDK: look tools up, and announce an agent that is there.
 *
 * <p>Enter through {@link dev.runspec.registry.client.RegistryClient} and, for agents, its {@link
 * dev.runspec.registry.client.Announcement}. Each request is a small {@code …Endpoint}; only {@code
 * Caller} and {@code Exchange} touch the network, and only {@code Pacer} waits.
 */
@NullMarked
package dev.runspec.registry.client;

import org.jspecify.annotations.NullMarked;
