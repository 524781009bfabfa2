package dev.runspec.registry.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Text;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Element;

/** Whatever an agent calls itself: what is exported says it, and nothing else. */
class ExportPropertyTest {

  private static final int LINES = 5;
  private static final int FIELDS =
      "a =#109#0#h#22#u##-1#0#0#0#1080##0#0#0#-1#0#0#0#0".split("#", -1).length;
  private static final Pattern SSH_LINE =
      Pattern.compile("|#.*|Host \\S+|  (HostName|Port|User) \\S+");

  @Property(tries = 300)
  void aSessionListIsXmlThatSaysTheNames(
      @ForAll("text") String name, @ForAll("text") String host, @ForAll("text") String user)
      throws Exception {
    Registration agent = Registration.builder("i", name, "1", "h" + host).build();
    String xml = SuperPutty.sessions(catalog(agent), user);

    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
            .getDocumentElement();
    assertThat(root.getElementsByTagName("SessionData").getLength()).isOne();
    assertThat(read(root, "Host")).isEqualTo(inXml("h" + host));
    assertThat(read(root, "Username")).isEqualTo(inXml(user));
    assertThat(read(root, "SessionName")).isEqualTo(inXml(name + " (h" + host + ")"));
  }

  private static String read(Element root, String name) {
    return root.getElementsByTagName(name).item(0).getTextContent();
  }

  /** What XML can say of a text. */
  private static String inXml(String text) {
    return text.codePoints()
        .map(point -> point == '\t' || point == '\n' || point >= ' ' ? point : 0xFFFD)
        .map(point -> point == 0xFFFE || point == 0xFFFF ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Property(tries = 300)
  void aSessionOfMobaXtermIsOneLineOfAsManyFieldsAsAlways(
      @ForAll("text") String name, @ForAll("text") String host, @ForAll("text") String user) {
    Registration agent = Registration.builder("i", name, "1", "h" + host).build();
    List<String> lines = MobaXterm.sessions(catalog(agent), user).lines().toList();

    assertThat(lines).hasSize(LINES);
    assertThat(lines.get(LINES - 1).split("#", -1)).hasSize(FIELDS);
    assertThat(lines.get(LINES - 1)).matches("[^=]*=[^=]*").doesNotMatch("\\s*[\\[;].*");
  }

  @Property(tries = 300)
  void aConfigurationForSshHoldsNothingButHosts(
      @ForAll("text") String address, @ForAll("text") String user) {
    Registration agent =
        Registration.builder("i", "web", "1", "web-01")
            .ssh(new SshTarget("h" + address, 22, "u" + user))
            .build();

    assertThat(SshConfig.blocks(ExportedHost.All.of(catalog(agent), null)).lines())
        .allMatch(line -> SSH_LINE.matcher(line).matches());
  }

  @Property(tries = 300)
  void nodesOfRundeckAreJsonThatSaysTheLabels(
      @ForAll("text") String name, @ForAll("text") String label) throws IOException {
    Registration agent =
        Registration.builder("i", name, "1", "web-01").labels(Map.of("k" + label, label)).build();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      RundeckNodes.write(ExportedHost.All.of(catalog(agent), null), json);
    }

    JsonNode node = new ObjectMapper().readTree(text.toString()).path("web-01");
    assertThat(node.path("label:k" + label).asText()).isEqualTo(label);
    assertThat(node.path("tags").size()).isOne();
    assertThat(node.path("tags").get(0).asText()).startsWith("agent:").doesNotContain(",");
  }

  private static Catalog catalog(Registration agent) {
    return Catalog.empty(new Position("here", 0))
        .after(
            new Change(
                1, ChangeKind.REGISTERED, agent.id(), Member.registered(agent, Instant.EPOCH)));
  }

  /** What is special in any of these formats, more often than chance has it. */
  @Provide
  Arbitrary<String> text() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(5),
            Arbitraries.of("<", "&", "]]>", "\"", "'", "#", "=", "[", ";", "\r", "\n"),
            Arbitraries.of("\u0000", "\u0085", "\u2028", "%", "\\", "{{", ",", "+", " ", "🚀"))
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts))
        .filter(Text::isWhole);
  }
}
