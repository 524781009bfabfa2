package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.output.TerminalText;
import dev.runspec.registry.cli.output.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tools say, as it comes: whole lines, each with its host in front. For people control
 * characters are made visible; programs get the bytes as they are.
 */
public final class LiveOutput implements RunListener {

  private static final int WIDEST_NAME = 30;

  /** Not red, which is for what is wrong. */
  private static final int[] COLOURS = {36, 33, 35, 32, 34, 96, 93, 95, 92, 94};

  private final Output output;
  private final Progress progress;
  private final Map<HostName, byte[]> prefixes = new HashMap<>();

  public LiveOutput(List<HostName> hosts, Output output) {
    this.output = output;
    this.progress = new Progress(output, hosts.size());
    int width = 0;
    for (HostName host : hosts) {
      width = Math.max(width, Math.min(WIDEST_NAME, Visible.of(host.value()).length()));
    }
    for (HostName host : hosts) {
      prefixes.put(host, prefix(host, width, COLOURS[prefixes.size() % COLOURS.length]));
    }
  }

  private byte[] prefix(HostName host, int width, int colour) {
    String name = Visible.of(host.value()) + ":";
    String padded =
        output.isTerminal() ? name + " ".repeat(Math.max(0, width + 1 - name.length())) : name;
    String shown = output.isColourful() ? "\u001b[" + colour + "m" + padded + "\u001b[0m" : padded;
    return (shown + " ").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void started(HostName host) {
    progress.started();
  }

  @Override
  public synchronized void said(HostName host, Channel channel, byte[] bytes, boolean isWhole)
      throws IOException {
    write(host, channel, output.isTerminal() ? utf8(TerminalText.of(bytes)) : bytes);
  }

  @Override
  public synchronized void ended(HostOutcome outcome) {
    if (!outcome.message().isEmpty() && outcome.outcome() != Outcome.SKIPPED) {
      try {
        write(outcome.host(), Channel.STDERR, utf8(Visible.of(outcome.message())));
      } catch (IOException e) {
        // The table at the end says it, too, if anybody still reads.
      }
    }
    progress.ended(outcome);
  }

  /** One write, so that what others write to the same place stays apart from it. */
  private void write(HostName host, Channel channel, byte[] text) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(prefixes.getOrDefault(host, new byte[0]));
    line.writeBytes(text);
    line.write('\n');
    progress.erase();
    (channel == Channel.STDOUT ? output.out() : output.err()).write(line.toByteArray());
    progress.draw();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
