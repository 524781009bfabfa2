package dev.runspec.registry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.fuzz.Effort;
import dev.runspec.registry.fuzz.OneLine;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as JSON: what is read can be written and read again, and the rest is refused. */
class JsonFuzzTest {

  private static final InstanceId ID = new InstanceId("i");

  /** A reader of a body, and what it makes of a body that it takes: the same written again. */
  private record Body(Function<byte[], ?> reader, UnaryOperator<byte[]> rewritten) {}

  /** What comes from agents is kept to the letter: written and read, it is the same. */
  private static final List<Body> OURS =
      List.of(
          new Body(
              RegistrationJson::read, utf8 -> RegistrationJson.write(RegistrationJson.read(utf8))),
          new Body(Publication::read, utf8 -> Publication.read(utf8).utf8()),
          new Body(
              utf8 -> HeartbeatJson.read(utf8, ID),
              utf8 -> HeartbeatJson.write(HeartbeatJson.read(utf8, ID))),
          new Body(ToolJson::read, utf8 -> ToolJson.read(utf8).document().utf8()));

  /** What clients read is theirs: once written by us, it stays as it is. */
  private static final List<Body> THEIRS =
      List.of(
          new Body(InstanceJson::read, utf8 -> InstanceJson.write(InstanceJson.read(utf8))),
          new Body(ToolGroupJson::read, utf8 -> ToolGroupJson.write(ToolGroupJson.read(utf8))),
          new Body(EventJson::read, utf8 -> EventJson.write(EventJson.read(utf8))),
          new Body(Acknowledgement::read, utf8 -> Acknowledgement.read(utf8).utf8()));

  private static final List<Function<byte[], ?>> ONLY_READ =
      List.of(
          InstanceJson::readAll,
          ToolGroupJson::readAll,
          HostEntryJson::readAll,
          EventJson::readResetReason,
          Problem::read);

  static Stream<byte[]> golden() {
    try {
      Path folder =
          Path.of(Objects.requireNonNull(JsonFuzzTest.class.getResource("/golden")).toURI());
      try (Stream<Path> files = Files.list(folder)) {
        return files.sorted().map(JsonFuzzTest::bytes).toList().stream();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("golden")
  @FuzzTest
  void anyDocumentIsKeptAsItIsOrRefused(byte[] input) {
    Effort.bounded(input, utf8 -> isRead(Documents::parse, utf8));
    if (isRead(Documents::parse, input)) {
      JsonDocument kept = Documents.parse(input);
      assertThat(Documents.parse(kept.utf8())).isEqualTo(kept);
      if (Values.isObject(kept)) {
        Documents.members(kept)
            .values()
            .forEach(member -> assertThat(Documents.parse(member.utf8())).isEqualTo(member));
      }
    }
  }

  @MethodSource("golden")
  @FuzzTest
  void anyBodyIsWrittenAsItWasReadOrRefused(byte[] input) {
    for (Body body : OURS) {
      Effort.bounded(input, utf8 -> isRead(body.reader, utf8));
      if (isRead(body.reader, input)) {
        assertThat(body.reader.apply(body.rewritten.apply(input)))
            .isEqualTo(body.reader.apply(input));
      }
    }
    for (Body body : THEIRS) {
      if (isRead(body.reader, input)) {
        byte[] once = body.rewritten.apply(input);
        assertThat(new String(body.rewritten.apply(once), UTF_8))
            .isEqualTo(new String(once, UTF_8));
      }
    }
    ONLY_READ.forEach(reader -> isRead(reader, input));
  }

  /** Whether it is read; otherwise it is refused in good order. Never is the input changed. */
  private static boolean isRead(Function<byte[], ?> reader, byte[] input) {
    byte[] before = input.clone();
    try {
      assertThat(reader.apply(input)).isNotNull();
      return true;
    } catch (InvalidDocument refusal) {
      assertThat(refusal.faults()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
      refusal.faults().stream().map(Fault::toString).forEach(OneLine::require);
      OneLine.require(refusal.getMessage());
      return false;
    } finally {
      assertThat(input).isEqualTo(before);
    }
  }
}
