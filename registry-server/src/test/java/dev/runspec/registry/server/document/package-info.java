/** The OpenAPI document by itself, and the page that is made of it. */
@NullMarked
package dev.runspec.registry.server.document;

import org.jspecify.annotations.NullMarked;
