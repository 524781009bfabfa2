package dev.runspec.registry.client;

import dev.runspec.registry.Instance;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads all instances of a registry, in pages that are as small as they have to be. */
final class FullReader {

  private static final int USUAL_PAGE = 200;

  private final Caller caller;
  private final Duration limit;
  private int pageSize = USUAL_PAGE;

  /**
   * @param limit how long each page may take
   */
  FullReader(Caller caller, Duration limit) {
    this.caller = caller;
    this.limit = limit;
  }

  /**
   * Reads them, and waits.
   *
   * @throws RegistryException if there is no good answer
   */
  FullReading read() {
    while (true) {
      try {
        return readInPages();
      } catch (RegistryAnswerInvalid e) {
        if (!e.isTooLarge() || pageSize == 1) {
          throw e;
        }
        pageSize = Math.max(1, pageSize / 4);
      }
    }
  }

  private FullReading readInPages() {
    ListEndpoint<Instance> all = ListEndpoint.instances(Selection.all().liveness(Liveness.ALL));
    Set<String> asked = new HashSet<>();
    FullReading reading = null;
    Optional<String> query = Optional.of(all.query() + "&limit=" + pageSize);
    while (query.isPresent()) {
      asked.add(query.get());
      PageEndpoint<Instance> endpoint = new PageEndpoint<>(all.at(query.get()), asked);
      Page<Instance> page = caller.call(endpoint, RetryPolicy.NONE, limit);
      if (reading == null) {
        reading = new FullReading(page.position().orElse(null));
      }
      if (!reading.add(page)) {
        throw new RegistryAnswerInvalid(
            endpoint.action(),
            caller.line().addresses() + " began to count afresh while it was read page by page");
      }
      query = page.next();
    }
    return reading == null ? new FullReading(null) : reading;
  }
}
