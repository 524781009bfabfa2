/**
 * The live page: files that are the same for every registry of a release, read from the jar when
 * somebody asks for them first. What they show they ask of the API, as any other client does.
 *
 * <p>Enter through {@link dev.runspec.registry.server.web.Assets}; the files themselves are in
 * {@code src/main/resources/web}.
 */
@NullMarked
package dev.runspec.registry.server.web;

import org.jspecify.annotations.NullMarked;
