package dev.runspec.registry.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class ReportTest {

  private static final String DOCUMENT =
      """
      Prose before.
      <!-- measured: http -->
      old
      <!-- end: http -->
      Prose between.
      <!-- measured: live -->
      other
      <!-- end: live -->
      """;

  @Test
  void onlyThePartThatWasMeasuredIsReplaced() {
    assertThat(Report.replaced(DOCUMENT, "http", "new\nfigures"))
        .isEqualTo(DOCUMENT.replace("old", "new\nfigures"));
  }

  @Test
  void aPartWithoutAPlaceIsNamed() {
    assertThatThrownBy(() -> Report.replaced(DOCUMENT, "disk", "new"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no place for 'disk'")
        .hasMessageContaining("<!-- measured: disk -->");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "writes", "expiry", "engine", "startup", "live", "load", "etcd"})
  void theDocumentHasAPlaceForEveryPart(String part) throws Exception {
    String document = Files.readString(Path.of("../docs/benchmarks.md"));

    assertThat(Report.replaced(document, part, "figures")).contains("figures");
  }

  @Test
  void aPlotIsXmlWithAPointForEveryValue() throws Exception {
    String svg =
        new Plot("Reads & writes <a second>", "instances", List.of("10", "1,000"))
            .line("registry", 10, 11.5)
            .line("nginx", 12, 12)
            .svg();

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Reads & writes <a second>");
  }

  @Test
  void theMiddleAndTheEndsOfRoundsAreTold() {
    assertThat(Spread.of(new double[] {3, 1000, 2}).text(",.0f")).isEqualTo("3 (2–1,000)");
    assertThat(Spread.ratio(new double[] {4, 9}, new double[] {2, 3}).text(".1f"))
        .isEqualTo("2.5 (2.0–3.0)");
  }
}
