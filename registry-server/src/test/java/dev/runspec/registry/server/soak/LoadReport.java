package dev.runspec.registry.server.soak;

import dev.runspec.registry.server.soak.Bounds.Growth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a soak of mixed load found, for people. */
final class LoadReport {

  /** About so many lines show how it went. */
  private static final int LINES = 40;

  private final StringBuilder text = new StringBuilder();
  private final LoadRun run;

  private LoadReport(LoadRun run) {
    this.run = run;
  }

  /** In Markdown. */
  static String markdown(long minutes, long seed, LoadRun run) {
    LoadReport report = new LoadReport(run);
    report.introduce(minutes, seed);
    report.overTime();
    report.growths();
    report.answers();
    report.violations();
    return report.text.toString();
  }

  private void introduce(long minutes, long seed) {
    text.append(
        """
        # What everything at once showed

        Written by `bin/soak load %d %d`: one registry with its embedded store, in a process of its own with 256 MB of heap, on a machine of %d cores. %d callers at
        a time register, publish, beat, drain, leave and die, look up, list, select, walk through pages, wait, read events and go, open the page, export, ask as models do, send what is wrong,
        and stop amid requests and answers. %d processes serve them one after the other on the same data; each is ended under load, by TERM or `kill -9`.

        In every pause all connections are closed, and then must hold, or is counted as a violation:
        - What was acknowledged is there, also after each restart; of a write that was not answered either may be seen. Nobody who beats is stale, nobody dead is live or known for longer than
          promised, and nothing that was sent by half is there.
        - Every request was answered, with a status that this very request may get: 5xx are 501 and 505 to requests that ask for them. The log is empty.
        - Sockets, open files and virtual threads are as many as before anybody came.
        - Live heap (after a full collection), resident memory, data files and threads do not grow: the median of the last third of a life is held to that of the first, and the last
          third of each life to that of the first life. What counts comes after a quarter of the life, and after 10,000 changes, when all that the registry remembers of them is full.

        """
            .formatted(
                minutes,
                seed,
                Runtime.getRuntime().availableProcessors(),
                run.callers(),
                run.lives().size()));
  }

  private void overTime() {
    List<String> head =
        new ArrayList<>(List.of("minute", "life", "requests", "changes", "instances"));
    Arrays.stream(Gauge.values()).map(Gauge::title).forEach(head::add);
    head(head);
    int all = run.lives().stream().mapToInt(life -> life.samples().size()).sum();
    int each = Math.max(1, all / LINES);
    for (Life life : run.lives()) {
      line(life, "starts", List.of(life.first()));
      List<Sample> samples = life.samples();
      for (int at = 0; at < samples.size(); at += each) {
        int end = Math.min(at + each, samples.size());
        line(life, end == samples.size() ? life.ending().name() : "", samples.subList(at, end));
      }
    }
  }

  /** The last of some samples, with the medians of them. */
  private void line(Life life, String event, List<Sample> samples) {
    Sample last = samples.getLast();
    List<String> cells = new ArrayList<>();
    cells.add(String.format(Locale.ROOT, "%.1f", last.at().toMillis() / 60_000.0));
    cells.add(life.number() + " " + event);
    cells.add(number(last.answered()));
    cells.add(number(last.changes()));
    cells.add(number(last.instances()));
    for (Gauge gauge : Gauge.values()) {
      cells.add(gauge.show(Sample.median(samples, gauge)));
    }
    row(cells);
  }

  private void growths() {
    List<Growth> growths = Bounds.of(run.lives());
    text.append("\nGrowth, as medians of thirds:\n\n");
    if (growths.isEmpty()) {
      text.append("No life was long enough to be judged.\n");
      return;
    }
    head(List.of("of", "in", "first", "last", "may grow by", ""));
    for (Growth growth : growths) {
      row(
          List.of(
              growth.gauge().title(),
              growth.where(),
              growth.gauge().show(growth.before()),
              growth.gauge().show(growth.after()),
              growth.gauge().allowance(),
              growth.isTooMuch() ? "too much" : "holds"));
    }
  }

  private void answers() {
    text.append("\nAnswers, by what was asked:\n\n");
    head(List.of("request", "all", "by status"));
    run.findings().answers().forEach(this::answers);
  }

  private void answers(String kind, Map<Integer, Long> counts) {
    String statuses =
        counts.entrySet().stream()
            .filter(each -> each.getKey() != 0)
            .map(each -> each.getKey() + ": " + number(each.getValue()))
            .collect(Collectors.joining(", "));
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    row(List.of(kind, number(sum), statuses));
  }

  private void violations() {
    List<String> all = run.findings().violations();
    text.append("\nViolations: ").append(all.size()).append(".\n");
    if (!all.isEmpty()) {
      text.append('\n');
      all.forEach(each -> text.append("- ").append(each).append('\n'));
    }
  }

  private void head(List<String> cells) {
    row(cells);
    row(Collections.nCopies(cells.size(), "---"));
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
