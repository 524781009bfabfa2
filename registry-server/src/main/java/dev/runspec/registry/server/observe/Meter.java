package dev.runspec.registry.server.observe;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The requests of one route: how many by status, and how long they took. */
public final class Meter {

  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final String method;
  private final String route;
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Meter(String method, String route) {
    this.method = method;
    this.route = route;
    for (int at = 0; at < buckets.length; at++) {
      buckets[at] = new LongAdder();
    }
  }

  /** Counts one answered request. */
  public void record(int status, long elapsedNanos) {
    LongAdder counter = statuses.get(status);
    if (counter == null) {
      counter = statuses.computeIfAbsent(status, unused -> new LongAdder());
    }
    counter.increment();
    double seconds = elapsedNanos / 1e9;
    int at = 0;
    while (at < BOUNDS.length && seconds > BOUNDS[at]) {
      at++;
    }
    buckets[at].increment();
    nanos.add(elapsedNanos);
  }

  void writeCounts(Exposition out) {
    new TreeMap<>(statuses)
        .forEach(
            (status, count) ->
                out.sample(
                    "registry_http_requests_total",
                    (double) count.sum(),
                    "method",
                    method,
                    "route",
                    route,
                    "status",
                    Integer.toString(status)));
  }

  void writeLatencies(Exposition out) {
    String name = "registry_http_request_duration_seconds";
    long total = 0;
    for (int at = 0; at < buckets.length; at++) {
      total += buckets[at].sum();
      String bound = at < BOUNDS.length ? Exposition.number(BOUNDS[at]) : "+Inf";
      out.sample(name + "_bucket", (double) total, "method", method, "route", route, "le", bound);
    }
    out.sample(name + "_sum", nanos.sum() / 1e9, "method", method, "route", route);
    out.sample(name + "_count", (double) total, "method", method, "route", route);
  }
}
