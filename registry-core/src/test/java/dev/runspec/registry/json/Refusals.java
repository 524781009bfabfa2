package dev.runspec.registry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What is said of documents that are refused. */
final class Refusals {

  private Refusals() {}

  static List<Fault> of(Function<byte[], ?> reader, String document) {
    return of(reader, document.getBytes(UTF_8));
  }

  /** The faults of a document that must be refused; and checks that they can be sent. */
  static List<Fault> of(Function<byte[], ?> reader, byte[] document) {
    InvalidDocument refusal =
        catchThrowableOfType(InvalidDocument.class, () -> reader.apply(document));
    List<Fault> faults =
        Objects.requireNonNull(refusal, () -> "not refused: " + new String(document, UTF_8))
            .faults();
    Problem problem =
        new Problem(ErrorCode.INVALID_REQUEST, String.valueOf(refusal.getMessage()), faults);
    Problem read = Problem.read(problem.utf8("Unprocessable Content", 422, null));
    if (!read.equals(problem)) {
      throw new AssertionError("cannot be told: " + faults);
    }
    return faults;
  }

  static List<String> told(Function<byte[], ?> reader, String document) {
    return of(reader, document).stream().map(Fault::toString).toList();
  }
}
