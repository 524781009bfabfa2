package dev.runspec.registry.server.resource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Position;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Census;
import dev.runspec.registry.server.live.Activity;
import dev.runspec.registry.server.live.Silence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** The numbers of a registry as it shows them. */
final class OverviewJson {

  private static final JsonFactory JSON = new JsonFactory();

  private OverviewJson() {}

  /**
   * Writes them.
   *
   * @param oldest from where events can still be told
   */
  static byte[] write(Catalog catalog, Activity.Recent recent, Position oldest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("revision", catalog.revision());
      out.writeStringField("events_since", oldest.toString());
      instances(catalog.census(), out);
      out.writeNumberField("tools", catalog.live().toolCount());
      out.writeNumberField("hosts", catalog.live().machineCount());
      out.writeNumberField("beats_per_second", rounded(recent.beatsPerSecond()));
      time("since", recent.since(), out);
      out.writeArrayFieldStart("minutes");
      for (Activity.Minute minute : recent.minutes()) {
        minute(minute, out);
      }
      out.writeEndArray();
      if (recent.silence() != null) {
        silence(recent.silence(), out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void instances(Census census, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("instances");
    out.writeNumberField("live", census.live());
    out.writeNumberField("draining", census.draining());
    out.writeNumberField("stale", census.stale());
    out.writeNumberField("gone", census.gone());
    out.writeEndObject();
  }

  private static void minute(Activity.Minute minute, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("at", minute.begin().getEpochSecond());
    for (ChangeKind kind : ChangeKind.values()) {
      Integer count = minute.changes().get(kind);
      if (count != null) {
        out.writeNumberField(kind.wireName(), count);
      }
    }
    out.writeEndObject();
  }

  private static void silence(Silence silence, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("silence");
    time("from", silence.from(), out);
    time("to", silence.to(), out);
    out.writeNumberField("instances", silence.instances());
    out.writeNumberField("of", silence.of());
    out.writeEndObject();
  }

  private static void time(String name, Instant time, JsonGenerator out) throws IOException {
    out.writeFieldName(name);
    out.writeNumber(
        BigDecimal.valueOf(time.toEpochMilli(), 3).stripTrailingZeros().toPlainString());
  }

  /** To one decimal: what flickers more finely is of use to nobody. */
  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
  }
}
