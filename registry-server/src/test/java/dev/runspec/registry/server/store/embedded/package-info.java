/** Tests of the data folder and its SQLite file. */
@NullMarked
package dev.runspec.registry.server.store.embedded;

import org.jspecify.annotations.NullMarked;
