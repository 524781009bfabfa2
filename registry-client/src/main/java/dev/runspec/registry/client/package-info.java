/**
 * The SDK: look tools up, and announce an agent that is there.
 *
 * <p>Enter through {@link dev.runspec.registry.client.RegistryClient} and, for agents, its {@link
 * dev.runspec.registry.client.Announcement}. Each request is a small {@code …Endpoint}. {@code
 * Caller} sends it as a {@code Call}, which goes from address to address and from attempt to
 * attempt; only {@code Exchange} touches the network, and only {@code Pacer} waits.
 */
@NullMarked
package dev.runspec.registry.client;

import org.jspecify.annotations.NullMarked;
