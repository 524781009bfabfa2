/**
 * The faces that models see: the tools of this host's agent, and those of a whole registry.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.mcp.StandardStreams}, which speaks the protocol
 * for {@link dev.runspec.registry.cli.mcp.AgentTools} or {@link
 * dev.runspec.registry.cli.mcp.RegistryTools}.
 */
@NullMarked
package dev.runspec.registry.cli.mcp;

import org.jspecify.annotations.NullMarked;
