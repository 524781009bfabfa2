package dev.runspec.registry.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Text;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is percent-encoded in a request line is read as it was. */
class QueryPropertyTest {

  @Property
  void aSegmentIsReadAsItWas(@ForAll("text") String text) {
    String encoded = URLEncoder.encode(text, UTF_8).replace("+", "%20");

    assertThat(PercentText.segment(encoded)).isEqualTo(text);
  }

  @Property
  void everyValueIsReadAsItWasAndInOrder(@ForAll("values") List<String> values) {
    List<String> parameters = new ArrayList<>();
    for (int at = 0; at < values.size(); at++) {
      parameters.add((at % 2 == 0 ? "a" : "b%C3%BC") + "=" + encoded(values.get(at)));
    }
    Query query = Query.parse(String.join("&", parameters));
    List<String> read = new ArrayList<>();
    for (int at = 0; at < values.size(); at++) {
      read.add(query.all(at % 2 == 0 ? "a" : "bü").get(at / 2));
    }

    assertThat(read).isEqualTo(values);
    Query next = Query.parse(query.referenceWith("cursor", "x").substring(1));
    assertThat(next.all("a")).isEqualTo(query.all("a"));
    assertThat(next.all("bü")).isEqualTo(query.all("bü"));
    assertThat(next.all("cursor")).containsExactly("x");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Provide
  Arbitrary<List<String>> values() {
    return text().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(8),
            Arbitraries.of("&", "=", "+", "%", " ", "/", "..", "\u0000", "🚀", "%41"))
        .filter(Text::isWhole);
  }
}
