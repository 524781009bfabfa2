/**
 * The Model Context Protocol, for servers that offer tools, over any transport: JSON-RPC messages,
 * the revisions with a handshake (2024-11-05 to 2025-11-25) and the one without (2026-07-28).
 *
 * <p>Enter through {@link dev.runspec.registry.mcp.Toolbox}, which is what a server offers. {@link
 * dev.runspec.registry.mcp.Conversation} speaks with one client over a connection of its own;
 * {@link dev.runspec.registry.mcp.Protocol} answers one request, for transports that remember
 * nothing.
 */
@NullMarked
package dev.runspec.registry.mcp;

import org.jspecify.annotations.NullMarked;
