package dev.runspec.registry.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;

/** A place to type commands, with what they print caught. */
public final class Terminal {

  public static final Instant NOW = Instant.parse("2026-01-01T00:00:42Z");

  private final Map<String, String> environment = new TreeMap<>();
  private Optional<URI> nearby = Optional.empty();
  private InputStream input = InputStream.nullInputStream();
  private boolean isTerminal;

  public Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Terminal near(URI registry) {
    nearby = Optional.of(registry);
    return this;
  }

  public Terminal typing(String text) {
    input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Terminal watched() {
    isTerminal = true;
    return this;
  }

  Surroundings surroundings() {
    return new Surroundings(environment, () -> nearby, input, () -> NOW, isTerminal);
  }

  public Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(surroundings(), Commands.meantBy(arguments));
    int code = line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    line.getOut().flush();
    line.getErr().flush();
    return new Outcome(code, out.toString(), err.toString());
  }

  /** What a command left behind. */
  public record Outcome(int code, String out, String err) {}
}
