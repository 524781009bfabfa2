/**
 * The home of the data on one machine: a folder with one SQLite file, for one process at a time.
 *
 * <p>Enter through {@link dev.runspec.registry.server.store.embedded.SqliteJournal}. Nobody but the
 * server's wiring knows that this exists.
 */
@NullMarked
package dev.runspec.registry.server.store.embedded;

import org.jspecify.annotations.NullMarked;
