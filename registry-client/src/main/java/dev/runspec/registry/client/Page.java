package dev.runspec.registry.client;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items what it holds
 * @param next the query of the next part, encoded; empty when this is the last
 */
record Page<T>(List<T> items, Optional<String> next) {}
