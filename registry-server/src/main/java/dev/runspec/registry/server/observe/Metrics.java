package dev.runspec.registry.server.observe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * The numbers of this registry. Counting takes no lock; what others count is asked for only when
 * somebody looks.
 */
public final class Metrics {

  /** The media type of {@link #exposition()}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final List<Meter> meters = new CopyOnWriteArrayList<>();
  private final Map<LimitKind, LongAdder> limits = new EnumMap<>(LimitKind.class);
  private final ConcurrentSkipListMap<String, Family> families = new ConcurrentSkipListMap<>();

  public Metrics() {
    for (LimitKind kind : LimitKind.values()) {
      limits.put(kind, new LongAdder());
    }
  }

  /** A new meter for one route; it stays for ever. */
  public Meter meter(String method, String route) {
    Meter meter = new Meter(method, route);
    meters.add(meter);
    return meter;
  }

  /** Counts that somebody hit a limit. */
  public void limitHit(LimitKind kind) {
    LongAdder adder = limits.get(kind);
    if (adder != null) {
      adder.increment();
    }
  }

  /** Shows a value that goes up and down, read whenever somebody looks. */
  public void gauge(String name, String help, Map<String, String> labels, DoubleSupplier value) {
    add("gauge", name, help, labels, value);
  }

  /** Shows a value that only goes up, counted elsewhere; its name ends in {@code _total}. */
  public void counter(String name, String help, Map<String, String> labels, DoubleSupplier value) {
    add("counter", name, help, labels, value);
  }

  private void add(
      String type, String name, String help, Map<String, String> labels, DoubleSupplier value) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("metric has no name of ours: " + name);
    }
    families
        .computeIfAbsent(name, unused -> new Family(type, help, new CopyOnWriteArrayList<>()))
        .values()
        .add(new Value(flat(labels), value));
  }

  /** Everything in the Prometheus text format. */
  public byte[] exposition() {
    Exposition out = new Exposition();
    out.family("registry_http_requests_total", "counter", "Requests answered.");
    meters.forEach(meter -> meter.writeCounts(out));
    out.family(
        "registry_http_request_duration_seconds", "histogram", "Time until the answer was ready.");
    meters.forEach(meter -> meter.writeLatencies(out));
    out.family("registry_limits_hit_total", "counter", "Requests and connections cut short.");
    limits.forEach(
        (kind, hits) ->
            out.sample("registry_limits_hit_total", (double) hits.sum(), "limit", kind.label()));
    families.forEach((name, family) -> family.write(name, out));
    return out.bytes();
  }

  private static String[] flat(Map<String, String> labels) {
    return labels.entrySet().stream()
        .flatMap(label -> List.of(label.getKey(), label.getValue()).stream())
        .toArray(String[]::new);
  }

  private record Family(String type, String help, List<Value> values) {

    void write(String name, Exposition out) {
      out.family(name, type, help);
      values.forEach(value -> out.sample(name, value.now().getAsDouble(), value.labels()));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Value(String[] labels, DoubleSupplier now) {}
}
