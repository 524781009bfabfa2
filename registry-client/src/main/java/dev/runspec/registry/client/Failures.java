package dev.runspec.registry.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What went wrong at each address during one call: the latest of each, in order. Confined to the
 * steps of that call.
 */
final class Failures {

  private final Map<RegistryAddress, RegistryException> latest = new LinkedHashMap<>();
  private final Map<RegistryAddress, Duration> askedToWait = new HashMap<>();

  void note(RegistryAddress address, RegistryException failure) {
    latest.remove(address);
    latest.put(address, failure);
    Duration asked =
        failure instanceof RegistryRefused refused
            ? refused.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    askedToWait.put(address, asked);
  }

  /** Whether one of them may pass by itself. */
  boolean mayPass() {
    return latest.values().stream().anyMatch(RegistryException::isTransient);
  }

  /** How long the first of those that may pass asks to wait. */
  Duration shortestWait() {
    return latest.entrySet().stream()
        .filter(failure -> failure.getValue().isTransient())
        .map(failure -> askedToWait.getOrDefault(failure.getKey(), Duration.ZERO))
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Takes note that time passed. */
  void waited(Duration time) {
    askedToWait.replaceAll((address, wait) -> wait.minus(time));
  }

  /** Whether this address failed in a way that may have passed, and may be asked again. */
  boolean isDue(RegistryAddress address) {
    RegistryException failure = latest.get(address);
    return failure != null
        && failure.isTransient()
        && askedToWait.getOrDefault(address, Duration.ZERO).compareTo(Duration.ZERO) <= 0;
  }

  /** All of it as one: the latest address that said anything speaks for the others. */
  RegistryException asOne() {
    List<RegistryException> all = new ArrayList<>(latest.values());
    if (all.size() == 1) {
      return all.get(0);
    }
    RegistryException speaker =
        all.stream()
            .reduce(
                all.get(0),
                (before, next) -> isSilence(next) && !isSilence(before) ? before : next);
    RegistryException whole =
        speaker.among(
            all,
            all.stream().map(RegistryException::sentence).collect(Collectors.joining("; and ")));
    all.forEach(whole::addSuppressed);
    return whole;
  }

  private static boolean isSilence(RegistryException failure) {
    return failure instanceof RegistryUnreachable;
  }
}
