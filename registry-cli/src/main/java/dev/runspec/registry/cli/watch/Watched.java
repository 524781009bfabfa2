package dev.runspec.registry.cli.watch;

import dev.runspec.registry.cli.output.Listing;
import dev.runspec.registry.client.Reading;
import dev.runspec.registry.client.RegistryClient;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A list that is watched.
 *
 * @param noun what one of it is called
 * @param begin reads it for the first time
 * @param listing how it is shown at some time
 * @param key tells one of it from the others
 * @param substance all of one that counts as a change when it is another
 */
public record Watched<T>(
    String noun,
    Function<RegistryClient, Reading<List<T>>> begin,
    Function<Instant, Listing<T>> listing,
    Function<T, Object> key,
    Function<T, Object> substance) {}
