package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.server.store.etcd.Word.Heard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  @Test
  void isReadAsItWasSaid() {
    Word word =
        new Word(
            Map.of(
                id("a b/c%\n"), new Heard(NOON, new JsonDocument("{\"load\":[1, 2]}")),
                id("b"), new Heard(NOON.plusSeconds(1), null)),
            NOON.plusSeconds(2));
    assertThat(Word.read(word.bytes())).isEqualTo(word);
  }

  @Test
  void isALineABeatAndOneThatSaysUntilWhenTheseAreAll() {
    Word word = new Word(Map.of(id("a b"), new Heard(NOON, new JsonDocument("{}"))), NOON);
    assertThat(new String(Packed.unpack(word.bytes(), 0), StandardCharsets.UTF_8))
        .isEqualTo("1772366400123456 a+b {}\n1772366400123456");
  }

  @Test
  void anOlderRegistryDoesNotSayUntilWhen() {
    assertThat(Word.read(said("1772366400123456 a\n")))
        .isEqualTo(new Word(Map.of(id("a"), new Heard(NOON, null)), null));
  }

  @Test
  void tellsTelemetryOnlyAsLongAsThereIsRoom() {
    Map<InstanceId, Heard> beats = new HashMap<>();
    JsonDocument large = new JsonDocument("\"" + "x".repeat(50_000) + "\"");
    for (int i = 0; i < 5; i++) {
      beats.put(id("agent-" + i), new Heard(NOON, large));
    }
    Map<InstanceId, Heard> told = Word.read(new Word(beats, NOON).bytes()).beats();
    assertThat(told).containsOnlyKeys(beats.keySet());
    assertThat(told.values()).filteredOn(beat -> large.equals(beat.system())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon a", "1772366400123456 %zz", "\n", "1772366400123456 ", "x"})
  void whatIsNoWordIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Word.read(said(text)));
  }

  @Test
  void whatIsDamagedIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Word.read(new byte[] {1, 2, 3}));
  }

  private static byte[] said(String text) {
    return Packed.pack(text.getBytes(StandardCharsets.UTF_8));
  }
}
