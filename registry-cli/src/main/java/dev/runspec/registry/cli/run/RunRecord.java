package dev.runspec.registry.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a run on several hosts, so that what did not go well can be run again. The
 * arguments are not: they may hold what nobody should find on a disk.
 *
 * @param tool what was run
 * @param time when it ended
 * @param outcomes by host, as words
 */
public record RunRecord(ToolName tool, Instant time, Map<HostName, String> outcomes) {

  private static final JsonFactory JSON = new JsonFactory();

  public RunRecord {
    outcomes = new LinkedHashMap<>(outcomes);
  }

  /** That of a run that has ended. */
  public static RunRecord of(ToolName tool, Instant time, Summary summary) {
    Map<HostName, String> outcomes = new LinkedHashMap<>();
    summary.outcomes().forEach(each -> outcomes.put(each.host(), each.outcome().word()));
    return new RunRecord(tool, time, outcomes);
  }

  /** The hosts where it did not go well, or was not begun. */
  public List<HostName> notOk() {
    return outcomes.entrySet().stream()
        .filter(each -> !each.getValue().equals(Outcome.OK.word()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Its JSON. */
  byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("tool", tool.value());
      out.writeStringField("time", time.toString());
      out.writeArrayFieldStart("hosts");
      for (Map.Entry<HostName, String> each : outcomes.entrySet()) {
        out.writeStartObject();
        out.writeStringField("host", each.getKey().value());
        out.writeStringField("outcome", each.getValue());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static RunRecord read(byte[] json) {
    String tool = "";
    String time = "";
    Map<HostName, String> outcomes = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      String host = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          switch (String.valueOf(parser.currentName())) {
            case "tool" -> tool = parser.getText();
            case "time" -> time = parser.getText();
            case "host" -> host = parser.getText();
            case "outcome" -> outcomes.put(new HostName(host), parser.getText());
            default -> {
              // Something that a newer one has added.
            }
          }
        }
      }
      return new RunRecord(new ToolName(tool), Instant.parse(time), outcomes);
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("it is not the record of a run", e);
    }
  }
}
