package dev.runspec.registry.server.http;

/**
 * One thing in a body that does not fit.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the body as a whole
 * @param message what is wrong with it and what was expected
 */
public record FieldError(String pointer, String message) {}
