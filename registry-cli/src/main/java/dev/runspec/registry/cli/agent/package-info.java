/**
 * The agent's reading room: a {@code runspec.toml} becomes what the agent tells the registry.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.agent.Agent#read}. Only {@code RunspecFile} and
 * {@code Section} know TOML, only {@code ToolsJson} knows Jackson; nothing here talks to a network.
 */
@NullMarked
package dev.runspec.registry.cli.agent;

import org.jspecify.annotations.NullMarked;
