package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Session lists for SSH clients, byte for byte, also under hostile names. */
class ExportsContractTest {

  private static final String NAMESPACE = "http://schemas.datacontract.org/2004/07/SuperPuTTY";

  private static final List<String> HOSTILE =
      List.of(
          "</Host><Host>evil",
          "<!--",
          "]]>",
          "<![CDATA[x",
          "&amp;&lt;&#65;&x;",
          "\"'`",
          "a#b=c",
          "a\nHost =#109#0#evil#22#root",
          "a\r\n[Bookmarks_1]\r\nb",
          "\u0085next\u2028line\u2029para",
          "\u000bvertical\u000cfeed",
          "\u0000\u0001\u001f\u007f",
          "\ufffe\uffff",
          "\ud83d\ude80\u65e5\u672c",
          "[Bookmarks_1]",
          " [Bookmarks_1]",
          ";comment",
          "  spaces  ");

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void register(RunningRegistry registry, String name, String host) {
    String body =
        "{\"instance_id\":\"i\",\"name\":%s,\"version\":\"1\",\"host\":%s}"
            .formatted(Json.quoted(name), Json.quoted(host));
    assertThat(registry.post("/instances", body).status()).isEqualTo(201);
  }

  @FourWays
  void superPuttySessions(RunningRegistry registry) {
    registry.register("1", "web", "web-02");
    registry.register("2", "web", "web-01");
    registry.register("3", "gone", "web-03");
    registry.delete("/instances/3");

    Reply reply = registry.get("/export/superputty?user=ops");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("content-type")).contains("application/xml");
    assertThat(reply.header("content-disposition"))
        .contains("attachment; filename=\"runspec-sessions.xml\"");
    assertThat(reply.body())
        .isEqualTo(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <ArrayOfSessionData xmlns="http://schemas.datacontract.org/2004/07/SuperPuTTY">
              <SessionData>
                <Host>web-01</Host>
                <Port>22</Port>
                <Proto>SSH</Proto>
                <PuttySession>Default Settings</PuttySession>
                <SessionId>runspec/web/web-01</SessionId>
                <SessionName>web (web-01)</SessionName>
                <Username>ops</Username>
              </SessionData>
              <SessionData>
                <Host>web-02</Host>
                <Port>22</Port>
                <Proto>SSH</Proto>
                <PuttySession>Default Settings</PuttySession>
                <SessionId>runspec/web/web-02</SessionId>
                <SessionName>web (web-02)</SessionName>
                <Username>ops</Username>
              </SessionData>
            </ArrayOfSessionData>
            """);
  }

  @FourWays
  void mobaXtermSessions(RunningRegistry registry) {
    registry.register("1", "web", "web-02");
    registry.register("2", "web", "web-01");
    registry.register("3", "gone", "web-03");
    registry.delete("/instances/3");

    Reply reply = registry.get("/export/mobaxterm?user=ops");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(reply.header("content-disposition"))
        .contains("attachment; filename=\"runspec.mxtsessions\"");
    assertThat(reply.body())
        .isEqualTo(
            """
            [Bookmarks]
            SubRep=runspec
            ImgNum=42

            web (web-01) =#109#0#web-01#22#ops##-1#0#0#0#1080##0#0#0#-1#0#0#0#0
            web (web-02) =#109#0#web-02#22#ops##-1#0#0#0#1080##0#0#0#-1#0#0#0#0
            """);
  }

  @FourWays
  void anEmptyRegistryHasNoSessions(RunningRegistry registry) {
    assertThat(sessions(registry.get("/export/superputty").body())).isEmpty();
    assertThat(registry.get("/export/mobaxterm").body())
        .isEqualTo("[Bookmarks]\nSubRep=runspec\nImgNum=42\n\n");
  }

  @FourWays
  void withoutAUserTheFieldIsEmpty(RunningRegistry registry) {
    registry.register("i", "web", "h");
    assertThat(value(sessions(registry.get("/export/superputty").body()).get(0), "Username"))
        .isEmpty();
    assertThat(registry.get("/export/mobaxterm").body()).contains("#h#22###-1#0#");
  }

  @FourWays
  void hostileNamesStayTextInXml(RunningRegistry registry) {
    for (String text : HOSTILE) {
      register(registry, text, text);
      String shown = asXmlHasIt(text);
      Reply reply = registry.get("/export/superputty?user=" + encoded(text));
      assertThat(reply.status()).isEqualTo(200);
      List<Element> sessions = sessions(reply.body());
      assertThat(sessions).as(reply.body()).hasSize(1);
      Element session = sessions.get(0);
      assertThat(names(session))
          .containsExactly(
              "Host", "Port", "Proto", "PuttySession", "SessionId", "SessionName", "Username");
      assertThat(value(session, "Host")).isEqualTo(shown);
      assertThat(value(session, "SessionId")).isEqualTo("runspec/" + shown + "/" + shown);
      assertThat(value(session, "SessionName")).isEqualTo(shown + " (" + shown + ")");
      assertThat(value(session, "Username")).isEqualTo(shown);
    }
  }

  /** XML 1.0 cannot say some characters at all, and reads a bare return as a line feed. */
  private static String asXmlHasIt(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]", "\ufffd");
  }

  @FourWays
  void hostileNamesDoNotBreakOutOfTheirFieldInMobaXterm(RunningRegistry registry) {
    for (String text : HOSTILE) {
      register(registry, text, text);
      String export = registry.get("/export/mobaxterm?user=" + encoded(text)).body();
      assertThat(export).startsWith("[Bookmarks]\nSubRep=runspec\nImgNum=42\n\n").endsWith("0\n");
      String line = export.substring(export.indexOf("\n\n") + 2, export.length() - 1);
      assertThat(line.lines()).as("no line break but its own").hasSize(1);
      assertThat(line.chars()).as(line).noneMatch(unit -> Character.isISOControl(unit));
      assertThat(line).doesNotContain("\u2028", "\u2029");
      assertThat(line.chars().filter(unit -> unit == '=')).hasSize(1);
      String[] fields = line.split("#", -1);
      assertThat(fields).hasSize(21);
      assertThat(fields[0]).endsWith(") =");
      assertThat(List.of(fields).subList(1, 3)).containsExactly("109", "0");
      assertThat(fields[4]).isEqualTo("22");
      assertThat(fields[0])
          .isIn(
              fields[3] + " (" + fields[3] + ") =",
              fields[3].replaceFirst("[\\[;]", "_") + " (" + fields[3] + ") =")
          .doesNotMatch("\\s*[\\[;].*");
      assertThat(fields[5]).isEqualTo(fields[3]);
    }
  }

  @FourWays
  void harmlessTextsAreWrittenAsTheyAre(RunningRegistry registry) {
    register(registry, "w\u00e9b \ud83d\ude80", "h.example \u65e5");
    assertThat(registry.get("/export/mobaxterm?user=j%20d").body())
        .endsWith(
            "\nw\u00e9b \ud83d\ude80 (h.example \u65e5) =#109#0#h.example \u65e5#22#j d"
                + "##-1#0#0#0#1080##0#0#0#-1#0#0#0#0\n");
  }

  @FourWays
  void ofTwoInstancesInOnePlaceOneIsExported(RunningRegistry registry) {
    registry.register("1", "web", "h");
    registry.register("2", "web", "h");
    assertThat(sessions(registry.get("/export/superputty").body())).hasSize(1);
    assertThat(registry.get("/export/mobaxterm").body().lines()).hasSize(5);
  }

  private static List<Element> sessions(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
      assertThat(document.getDocumentElement().getLocalName()).isEqualTo("ArrayOfSessionData");
      assertThat(document.getDocumentElement().getNamespaceURI()).isEqualTo(NAMESPACE);
      return children(document.getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(xml, e);
    }
  }

  private static List<String> names(Element session) {
    return children(session).stream().map(Element::getLocalName).toList();
  }

  private static String value(Element session, String name) {
    return children(session).stream()
        .filter(child -> child.getLocalName().equals(name))
        .findFirst()
        .orElseThrow()
        .getTextContent();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int at = 0; at < nodes.getLength(); at++) {
      if (nodes.item(at) instanceof Element child) {
        assertThat(child.getNamespaceURI()).isEqualTo(NAMESPACE);
        children.add(child);
      }
    }
    return children;
  }
}
