package dev.runspec.registry.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Text;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Slot;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Property
  void aCursorLeadsBackToItsKeyWhateverThatIs(
      @ForAll("keys") String key, @ForAll("keys") String agent) {
    Cursor tool = Cursor.after(new ToolName(key));
    Cursor instance = Cursor.after(new InstanceId(key));
    Cursor host = Cursor.after(new Slot(new HostName(key), agent.substring(1), 0));

    assertThat(Cursor.parse(ListKind.TOOLS, tool.toString()).tool()).isEqualTo(new ToolName(key));
    assertThat(Cursor.parse(ListKind.INSTANCES, instance.toString()).instance())
        .isEqualTo(new InstanceId(key));
    assertThat(Cursor.parse(ListKind.HOSTS, host.toString()).slot())
        .isEqualTo(new Slot(new HostName(key), agent.substring(1), 0));
    assertThat(host.toString()).matches("[A-Za-z0-9_-]+");
  }

  @Property(tries = 2000)
  void whatIsNoCursorIsRefused(@ForAll("noise") String text) {
    for (ListKind kind : ListKind.values()) {
      try {
        assertThat(Cursor.parse(kind, text)).hasToString(text);
      } catch (IllegalArgumentException | ArithmeticException refusal) {
        assertThat(refusal).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t",
        "t:",
        "t0:",
        "tx:a",
        "t1:",
        "t2:a",
        "t-1:a",
        "t01:a",
        "t1:ab",
        "h1:a",
        "t99999999999:a",
        "t2147483647:a",
        "i1:a"
      })
  void aCursorThatWeWouldNotWriteIsRefused(String told) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(told.getBytes(UTF_8));

    assertThatThrownBy(() -> Cursor.parse(ListKind.TOOLS, text))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(5),
            Arbitraries.of("1:", "\u0000", "a/b", "🚀", "é"))
        .map(text -> "k" + text)
        .filter(Text::isWhole);
  }

  @Provide
  Arbitrary<String> noise() {
    Arbitrary<String> encoded =
        Arbitraries.strings()
            .withChars("thi0123456789:ab\u00e9")
            .ofMaxLength(8)
            .map(
                text ->
                    Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8)));
    return Arbitraries.oneOf(
        encoded, Arbitraries.strings().ofMaxLength(8), encoded.map(text -> text + "="));
  }
}
