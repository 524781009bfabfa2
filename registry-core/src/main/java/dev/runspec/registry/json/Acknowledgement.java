package dev.runspec.registry.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a write: <code>{"status":"ok","revision":7,"next_heartbeat":30}</code>.
 *
 * @param status {@code ok}, or {@code ack} and {@code refresh} for a beat
 * @param revision the revision of the catalogue that holds the write; 0 from a registry that does
 *     not say
 * @param nextHeartbeat until when the next beat is due, or null where none is
 */
public record Acknowledgement(String status, long revision, @Nullable Duration nextHeartbeat) {

  /** The status of a write that was done. */
  public static final String OK = "ok";

  /** The status of a beat that was heard. */
  public static final String ACK = "ack";

  /** The status of a beat after which the agent should send its tools. */
  public static final String REFRESH = "refresh";

  /** Writes it. */
  public byte[] utf8() {
    return JsonWriter.object(
        body -> {
          body.member("status", status).member("revision", revision);
          if (nextHeartbeat != null) {
            body.member("next_heartbeat", nextHeartbeat);
          }
        });
  }

  /**
   * Reads it.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static Acknowledgement read(byte[] utf8) {
    return JsonReader.read(
        utf8,
        reader -> {
          if (!reader.enterObject()) {
            return null;
          }
          String status = OK;
          long revision = 0;
          Duration nextHeartbeat = null;
          for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
              case "status" -> status = reader.stringOr(OK);
              case "revision" -> {
                BigDecimal number = reader.number();
                revision = number == null ? 0 : number.longValue();
              }
              case "next_heartbeat" -> {
                BigDecimal seconds = reader.number();
                nextHeartbeat =
                    seconds == null
                        ? null
                        : Duration.ofMillis(
                            seconds
                                .movePointRight(3)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValue());
              }
              default -> reader.skip();
            }
          }
          return new Acknowledgement(status, revision, nextHeartbeat);
        });
  }
}
