package dev.runspec.registry.server.web;

import dev.runspec.registry.catalog.Representation;

/**
 * One file of the page.
 *
 * @param mediaType what it is
 * @param content its bytes
 */
public record Asset(String mediaType, Representation content) {}
