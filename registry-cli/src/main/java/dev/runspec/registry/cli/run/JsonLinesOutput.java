package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.cli.output.JsonLine;
import dev.runspec.registry.cli.output.TerminalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;

/**
 * What happens, for programs: a line of JSON for each event.
 *
 * <pre>{@code
 * {"event":"start","host":"web-01","time":"2026-01-01T00:00:42Z"}
 * {"event":"stdout","host":"web-01","text":"a line without its end"}
 * {"event":"stderr","host":"web-01","base64":"3q2+7w==","partial":true}
 * {"event":"end","host":"web-01","outcome":"failed","exit":3,"seconds":0.532,"message":"…"}
 * {"event":"summary","exit":3,"seconds":0.54,"outcomes":{"ok":19,"failed":1}}
 * }</pre>
 *
 * A line that is no UTF-8 comes as {@code base64} instead of {@code text}. One that is {@code
 * partial} had no end: it is the last one, or longer than 64 KiB and goes on in the next event.
 * There are more members and outcomes to come: skip what is unknown.
 */
public final class JsonLinesOutput implements RunListener {

  private final Output output;
  private final InstantSource clock;

  public JsonLinesOutput(Output output, InstantSource clock) {
    this.output = output;
    this.clock = clock;
  }

  @Override
  public void started(HostName host) {
    writeIfRead(event("start", host) + ",\"time\":" + quoted(clock.instant().toString()) + "}");
  }

  @Override
  public void said(HostName host, Channel channel, byte[] bytes, boolean isWhole)
      throws IOException {
    String content =
        TerminalText.decoded(bytes)
            .map(text -> ",\"text\":" + quoted(text))
            .orElseGet(() -> ",\"base64\":" + quoted(Base64.getEncoder().encodeToString(bytes)));
    write(
        event(channel.name().toLowerCase(Locale.ROOT), host)
            + content
            + (isWhole ? "}" : ",\"partial\":true}"));
  }

  @Override
  public void ended(HostOutcome outcome) {
    writeIfRead(
        event("end", outcome.host())
            + ",\"outcome\":"
            + quoted(outcome.outcome().word())
            + ",\"exit\":"
            + outcome.code()
            + ",\"seconds\":"
            + seconds(outcome.time())
            + (outcome.message().isEmpty() ? "" : ",\"message\":" + quoted(outcome.message()))
            + "}");
  }

  /** The last line. */
  public void summary(Summary summary) {
    StringBuilder counts = new StringBuilder();
    summary
        .counts()
        .forEach(
            (outcome, count) ->
                counts
                    .append(counts.isEmpty() ? "" : ",")
                    .append(quoted(outcome.word()))
                    .append(':')
                    .append(count));
    writeIfRead(
        "{\"event\":\"summary\",\"exit\":"
            + summary.exitCode()
            + ",\"seconds\":"
            + seconds(summary.time())
            + ",\"outcomes\":{"
            + counts
            + "}}");
  }

  private static String event(String event, HostName host) {
    return "{\"event\":" + quoted(event) + ",\"host\":" + quoted(host.value());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
  }

  private static String quoted(String text) {
    return JsonDocument.string(text).text();
  }

  private void writeIfRead(String json) {
    try {
      write(json);
    } catch (IOException e) {
      // Then the next line of a tool finds it out, too, and ends everything.
    }
  }

  private synchronized void write(String json) throws IOException {
    output.out().write((JsonLine.of(json) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
