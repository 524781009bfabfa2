package dev.runspec.registry.server.soak;

import java.util.Locale;

/** What is measured of a process while nobody calls it, and how much of it may grow. */
enum Gauge {
  HEAP("live heap", 10, 6 << 20),
  RESIDENT("resident", 15, 24 << 20),
  DATA("data files", 25, 8 << 20),
  THREADS("threads", 0, 4),
  VIRTUAL("virtual threads", 0, 1),
  FILES("open files", 0, 3),
  SOCKETS("sockets", 0, 0);

  private final String title;
  private final int percent;
  private final long slack;

  Gauge(String title, int percent, long slack) {
    this.title = title;
    this.percent = percent;
    this.slack = slack;
  }

  String title() {
    return title;
  }

  /** The most that it may come to when it was {@code before}. */
  long most(long before) {
    return before + before * percent / 100 + slack;
  }

  /** What it may grow by, in words. */
  String allowance() {
    return percent == 0 ? show(slack) : percent + " % and " + show(slack);
  }

  /** A value of it, for people. */
  String show(long value) {
    return isBytes()
        ? String.format(Locale.ROOT, "%.1f MB", value / 1048576.0)
        : Long.toString(value);
  }

  /** What fills up only after a while: caches, the latest events, the heap's own size. */
  boolean isBytes() {
    return this == HEAP || this == RESIDENT || this == DATA;
  }
}
