/**
 * What a registry tells models, over the Model Context Protocol: its catalogue, read only.
 *
 * <p>Enter through {@link dev.runspec.registry.server.mcp.CatalogTools}. Every answer is made of
 * the catalogue in memory, and is of a bounded size, whatever agents wrote.
 */
@NullMarked
package dev.runspec.registry.server.mcp;

import org.jspecify.annotations.NullMarked;
