package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says to the others. One beat is a line: microseconds, the id in percent-encoding,
 * and the telemetry as long as there is room. The last line says in microseconds until when these
 * are all.
 *
 * @param beats whom it heard
 * @param until when it had told all that it heard, by its clock; null where an older registry does
 *     not say so
 */
record Word(Map<InstanceId, Heard> beats, @Nullable Instant until) {

  private static final int MOST_TELEMETRY = 128 * 1024;

  /** When an instance was heard of, and what it told of its host. */
  record Heard(Instant at, @Nullable JsonDocument system) {

    /** Of two the later one, with what either tells. */
    Heard with(Heard other) {
      if (other.at.isBefore(at)) {
        return other.with(this);
      }
      return other.system == null ? new Heard(other.at, system) : other;
    }
  }

  byte[] bytes() {
    StringBuilder lines = new StringBuilder();
    int room = MOST_TELEMETRY;
    for (Map.Entry<InstanceId, Heard> each : beats.entrySet()) {
      Heard beat = each.getValue();
      lines.append(Stamp.micros(beat.at)).append(' ');
      lines.append(URLEncoder.encode(each.getKey().value(), StandardCharsets.UTF_8));
      int size = beat.system == null ? 0 : beat.system.text().length();
      if (beat.system != null && size <= room) {
        room -= size;
        lines.append(' ').append(beat.system.text());
      }
      lines.append('\n');
    }
    if (until != null) {
      lines.append(Stamp.micros(until));
    }
    return Packed.pack(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is no such word
   */
  static Word read(byte[] bytes) {
    Map<InstanceId, Heard> beats = new HashMap<>();
    Instant until = null;
    String lines = new String(Packed.unpack(bytes, 0), StandardCharsets.UTF_8);
    for (String line : lines.lines().toList()) {
      List<String> parts = List.of(line.split(" ", 3));
      Instant at = Stamp.instant(Long.parseLong(parts.get(0)));
      if (parts.size() == 1) {
        until = at;
      } else {
        InstanceId id = new InstanceId(URLDecoder.decode(parts.get(1), StandardCharsets.UTF_8));
        beats.put(id, new Heard(at, parts.size() > 2 ? new JsonDocument(parts.get(2)) : null));
      }
    }
    return new Word(beats, until);
  }
}
