/**
 * The HTTP edge: routes, who may call them, what is refused and how that is said.
 *
 * <p>Enter through {@link dev.runspec.registry.server.http.Route}: a resource is a list of them,
 * and its handlers are plain functions from {@link dev.runspec.registry.server.http.Call} to {@link
 * dev.runspec.registry.server.http.Answer}. Only {@code FrontDoor} and {@code HelidonCall} touch
 * the web server.
 */
@NullMarked
package dev.runspec.registry.server.http;

import org.jspecify.annotations.NullMarked;
