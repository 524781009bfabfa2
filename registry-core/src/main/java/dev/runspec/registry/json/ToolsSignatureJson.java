package dev.runspec.registry.json;

import dev.runspec.registry.ToolsSignature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** By what tools are signed: <code>{"signed_at":1772366400,"signature":"-----BEGIN …"}</code>. */
final class ToolsSignatureJson {

  private ToolsSignatureJson() {}

  /** Writes the member {@code signature}, or nothing. */
  static void write(@Nullable ToolsSignature signature, JsonWriter body) throws IOException {
    if (signature == null) {
      return;
    }
    body.object(
        "signature",
        signed ->
            signed
                .member("signed_at", signature.signedAt().getEpochSecond())
                .member("signature", signature.text()));
  }

  /**
   * Reads the value of that member; null when it is null or, with the fault noted, does not fit.
   */
  static @Nullable ToolsSignature read(JsonReader reader) {
    if (reader.isNull() || !reader.enterObject()) {
      return null;
    }
    String pointer = reader.pointer();
    Instant signedAt = null;
    String text = null;
    boolean isTimeSaid = false;
    boolean isTextSaid = false;
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "signed_at" -> {
          isTimeSaid = true;
          signedAt = seconds(reader);
        }
        case "signature" -> {
          isTextSaid = true;
          text = reader.string();
        }
        default -> reader.skip();
      }
    }
    if (!isTimeSaid) {
      reader.fault(pointer + "/signed_at", "missing; seconds since the epoch were expected");
    }
    if (!isTextSaid) {
      reader.fault(pointer + "/signature", "missing; an armoured SSH signature was expected");
    }
    if (signedAt == null || text == null) {
      return null;
    }
    Instant knownTime = signedAt;
    String knownText = text;
    return reader.within(pointer, () -> new ToolsSignature(knownTime, knownText));
  }

  private static @Nullable Instant seconds(JsonReader reader) {
    BigDecimal number = reader.number();
    if (number == null) {
      return null;
    }
    try {
      return Instant.ofEpochSecond(number.longValueExact());
    } catch (ArithmeticException | DateTimeException e) {
      reader.fault(reader.pointer(), "expected whole seconds since the epoch, found " + number);
      return null;
    }
  }
}
