package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.output.TerminalText;
import dev.runspec.registry.cli.output.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tools said, at the end, and once for all hosts on which they said the same, as {@code
 * clush -b} shows it.
 */
public final class FoldedOutput implements RunListener {

  /** More of one host is left out: all of it waits in memory. */
  static final int MOST_KEPT = 8 << 20;

  private static final String RULE = "---------------\n";

  private final Output output;
  private final Progress progress;
  private final Map<HostName, Said> said = new HashMap<>();
  private final List<HostOutcome> outcomes = new ArrayList<>();

  public FoldedOutput(int hosts, Output output) {
    this.output = output;
    this.progress = new Progress(output, hosts);
  }

  @Override
  public synchronized void started(HostName host) {
    progress.started();
  }

  @Override
  public synchronized void said(HostName host, Channel channel, byte[] bytes, boolean isWhole) {
    said.computeIfAbsent(host, each -> new Said()).add(channel, bytes);
  }

  @Override
  public synchronized void ended(HostOutcome outcome) {
    outcomes.add(outcome);
    progress.ended(outcome);
  }

  /** Prints the groups, the largest first, and what else there is to say about hosts. */
  public synchronized void print() throws IOException {
    progress.erase();
    List<Map.Entry<Said, List<String>>> groups = new ArrayList<>(groups().entrySet());
    groups.sort(
        Comparator.<Map.Entry<Said, List<String>>>comparingInt(group -> -group.getValue().size())
            .thenComparing(group -> group.getValue().get(0)));
    for (Map.Entry<Said, List<String>> group : groups) {
      int hosts = group.getValue().size();
      String names = HostRanges.of(group.getValue()) + (hosts > 1 ? " (" + hosts + ")" : "");
      output.out().write(utf8(RULE + names + "\n" + RULE));
      output.out().write(shown(group.getKey().out));
      output.err().write(shown(group.getKey().err));
    }
    for (HostOutcome outcome : outcomes) {
      if (!outcome.message().isEmpty() && outcome.outcome() != Outcome.SKIPPED) {
        String host = Visible.of(outcome.host().value());
        output.err().write(utf8(host + ": " + Visible.of(outcome.message()) + "\n"));
      }
    }
  }

  private Map<Said, List<String>> groups() {
    Map<Said, List<String>> groups = new LinkedHashMap<>();
    for (HostOutcome outcome : outcomes) {
      Said words = said.get(outcome.host());
      if (words != null) {
        String host = Visible.of(outcome.host().value());
        groups.computeIfAbsent(words, each -> new ArrayList<>()).add(host);
      }
    }
    groups.values().forEach(hosts -> hosts.sort(Comparator.naturalOrder()));
    return groups;
  }

  private byte[] shown(ByteArrayOutputStream words) {
    if (!output.isTerminal()) {
      return words.toByteArray();
    }
    String[] lines = words.toString(StandardCharsets.ISO_8859_1).split("\n", -1);
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < lines.length - 1; at++) {
      shown.append(TerminalText.of(lines[at].getBytes(StandardCharsets.ISO_8859_1))).append('\n');
    }
    return utf8(shown.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The two outputs of one host; equal to those that are the same. */
  private static final class Said {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean isCut;

    void add(Channel channel, byte[] bytes) {
      if (isCut) {
        return;
      }
      ByteArrayOutputStream target = channel == Channel.STDOUT ? out : err;
      if (out.size() + err.size() + bytes.length > MOST_KEPT) {
        isCut = true;
        err.writeBytes(utf8("(more than " + (MOST_KEPT >> 20) + " MiB; the rest is left out)\n"));
        return;
      }
      target.writeBytes(bytes);
      target.write('\n');
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Said said
          && ByteBuffer.wrap(out.toByteArray()).equals(ByteBuffer.wrap(said.out.toByteArray()))
          && ByteBuffer.wrap(err.toByteArray()).equals(ByteBuffer.wrap(said.err.toByteArray()));
    }

    @Override
    public int hashCode() {
      return 31 * ByteBuffer.wrap(out.toByteArray()).hashCode()
          + ByteBuffer.wrap(err.toByteArray()).hashCode();
    }
  }
}
