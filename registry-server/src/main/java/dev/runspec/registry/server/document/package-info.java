/**
 * The description of the API: an OpenAPI document that is written by hand, and a page made of it.
 *
 * <p>Enter through {@link dev.runspec.registry.server.document.ApiDocument}. The page is written by
 * {@code DocumentPage} and its parts, all of them through {@code Markup}, which escapes whatever it
 * is given: that the document is ours is no reason to trust a quotation mark in it.
 */
@NullMarked
package dev.runspec.registry.server.document;

import org.jspecify.annotations.NullMarked;
