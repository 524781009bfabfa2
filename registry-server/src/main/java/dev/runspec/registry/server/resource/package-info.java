/**
 * What the registry offers over HTTP, one class per resource: its routes read as a table, its
 * handlers turn a call into a question to the engine and the engine's word into an answer. Nothing
 * here knows the web server or a store.
 *
 * <p>Enter through {@link dev.runspec.registry.server.resource.Resources}.
 */
@NullMarked
package dev.runspec.registry.server.resource;

import org.jspecify.annotations.NullMarked;
