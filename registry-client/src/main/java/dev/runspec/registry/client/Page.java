package dev.runspec.registry.client;

import dev.runspec.registry.Position;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items what it holds
 * @param next the query of the next part, encoded; empty when this is the last
 * @param position where the registry stood when it gave this part; empty if it does not say
 */
record Page<T>(List<T> items, Optional<String> next, Optional<Position> position) {}
