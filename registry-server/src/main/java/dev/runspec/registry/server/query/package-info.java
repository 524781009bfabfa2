/**
 * Which entries of a list a caller asks for, and how many at a time: the parameters of every list,
 * the filter language, and pages.
 *
 * <p>Enter through {@link dev.runspec.registry.server.query.ListQuery}, what a caller asked for,
 * and {@link dev.runspec.registry.server.query.Lists}, what it gets. The filter language ({@code
 * Filter}) knows neither HTTP nor the catalogue: it looks at a {@code Subject}.
 */
@NullMarked
package dev.runspec.registry.server.query;

import org.jspecify.annotations.NullMarked;
