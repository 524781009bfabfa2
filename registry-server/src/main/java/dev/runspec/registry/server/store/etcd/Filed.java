package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Sha256;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.RecordJson;
import dev.runspec.registry.json.RecordReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an instance said of itself, as its key {@code i/} keeps it: a line of words, {@code
 * registered 1772366400123456 serving -}, and the registration as {@link RecordJson} writes it,
 * packed. The last word is the hash under which the registration lies instead when it is too large.
 * What a newer registry writes behind that is not looked at.
 *
 * @param kind what happened when this was written
 * @param registeredAt when it registered
 * @param isDraining whether an operator took it out
 * @param large the hash of a registration that is too large; null when it is here
 * @param registration what it said
 */
record Filed(
    ChangeKind kind,
    Instant registeredAt,
    boolean isDraining,
    @Nullable String large,
    Registration registration) {

  /** How large a value may be: a request to etcd is 1.5 MiB, and there is more in it. */
  static final int LARGEST_VALUE = 512 * 1024;

  /** How it is written: the value, and what has to lie on the shelf beside the definitions. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Written(byte[] value, byte @Nullable [] large) {}

  static Written write(ChangeKind kind, Member member) {
    byte[] packed = Packed.pack(RecordJson.write(member.registration()));
    boolean isLarge = packed.length > LARGEST_VALUE;
    String line =
        kind.wireName()
            + " "
            + Stamp.micros(member.registeredAt())
            + (member.isDraining() ? " draining " : " serving ")
            + (isLarge ? Sha256.hex(packed) : "-")
            + "\n";
    ByteArrayOutputStream value = new ByteArrayOutputStream(packed.length + 64);
    value.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    if (!isLarge) {
      value.writeBytes(packed);
    }
    return new Written(value.toByteArray(), isLarge ? packed : null);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is damaged, or something that it names is not there
   */
  static Filed read(byte[] value, Function<String, byte @Nullable []> larges, RecordReader reader) {
    int end = 0;
    while (end < value.length && value[end] != '\n') {
      end++;
    }
    List<String> words =
        Arrays.asList(new String(value, 0, end, StandardCharsets.US_ASCII).split(" ", -1));
    if (words.size() < 4) {
      throw new IllegalArgumentException("expected a line of four words");
    }
    String hash = words.get(3).equals("-") ? null : words.get(3);
    byte[] record;
    if (hash == null) {
      record = Packed.unpack(value, end + 1);
    } else {
      byte[] packed = larges.apply(hash);
      if (packed == null) {
        throw new IllegalArgumentException("there is no " + hash);
      }
      record = Packed.unpack(packed, 0);
    }
    try {
      return new Filed(
          ChangeKind.named(words.get(0)),
          Stamp.instant(Long.parseLong(words.get(1))),
          words.get(2).equals("draining"),
          hash,
          reader.read(record));
    } catch (InvalidDocument e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
