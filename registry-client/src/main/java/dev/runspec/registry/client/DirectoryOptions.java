package dev.runspec.registry.client;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What may be chosen for a directory.
 *
 * @param listener who is told of changes; null for nobody
 * @param cacheFile where its last state is kept; null for nowhere
 * @param emptyGrace how long a registry that says it knows nobody is not believed
 * @param pollInterval how often a registry without events is read
 */
record DirectoryOptions(
    @Nullable DirectoryListener listener,
    @Nullable Path cacheFile,
    Duration emptyGrace,
    Duration pollInterval) {}
