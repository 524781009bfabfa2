package dev.runspec.registry.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Download;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the views show. */
@ResourceLock(Chromium.LOCK)
class ViewsTest {

  private static Served served;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    PastClock clock = new PastClock(Duration.ofMinutes(57));
    served = Served.openly(clock);
    Shop.open(served.agents(), () -> clock.pass(Duration.ofMinutes(4)));
    clock.arrive();
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
    served.close();
  }

  /** The views, with something that stands in each when all of it is there. */
  private static final Map<String, List<String>> VIEWS =
      Map.of(
          "overview", List.of("/", ".changes li", "deregistered"),
          "tools", List.of("/ui/tools", ".rows [role=row]", "rotate-logs"),
          "tool", List.of("/ui/tools/deploy", "tbody tr", "web-06"),
          "hosts", List.of("/ui/hosts", ".rows [role=row]", "web-01"),
          "instances", List.of("/ui/instances", ".rows [role=row]", "web-01-shop"),
          "instance", List.of("/ui/instances/web-01-shop", ".changes li", "registered"),
          "events", List.of("/ui/events", ".rows [role=row]", "deregistered"));

  @ParameterizedTest
  @EnumSource
  void everyViewWorksOnEveryScreenAndForEverybody(Screen screen) {
    try (Visit visit = chromium.visit(served.address(), screen)) {
      VIEWS.forEach(
          (view, there) -> {
            visit.open(there.get(0)).isLive().sees(there.get(1), there.get(2));
            visit.photograph(view + "-" + screen.word());
            assertThat(widerThanTheScreen(visit)).as("%s is too wide", view).isFalse();
            if (screen == Screen.WIDE || screen == Screen.DARK_PHONE) {
              assertThat(serious(visit)).as("axe on %s", view).isEmpty();
            }
          });
      visit.isUntroubled();
    }
  }

  private static boolean widerThanTheScreen(Visit visit) {
    return (boolean)
        visit
            .page()
            .evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                    + " || document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth");
  }

  private static List<String> serious(Visit visit) {
    return new AxeBuilder(visit.page())
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze()
            .getViolations()
            .stream()
            .filter(rule -> !List.of("minor", "moderate").contains(rule.getImpact()))
            .map(ViewsTest::told)
            .toList();
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  @Test
  void theOverviewCounts() {
    try (Visit visit = chromium.visit(served.address())) {
      visit.sees(".tile.live", "12").sees(".tile.draining", "1").sees(".tile.gone", "1");
      visit.sees(".tile", "6").sees(".chart figcaption", "came or changed");
      visit.link("All events").click();
      visit.sees(".rows [role=row]", "draining");
      assertThat(visit.page().url()).endsWith("/ui/events");
    }
  }

  @Test
  void aTileLeadsToTheInstancesThatItCounts() {
    try (Visit visit = chromium.visit(served.address())) {
      visit.find(".tile.draining a").click();
      visit.sees(visit.row("edge-04-edge")).seesNo(visit.row("web-01-shop"));
      visit.page().reload();
      visit.sees(visit.row("edge-04-edge")).seesNo(visit.row("web-01-shop"));
    }
  }

  @Test
  void aToolTellsItsArgumentsItsHostsAndWhereTheyDisagree() {
    try (Visit visit = chromium.visit(served.address())) {
      visit.open("/ui/tools").sees(visit.row("deploy"));
      assertThat(visit.row("deploy").textContent()).contains("2 variants", "confirm", "6 hosts");
      visit.row("deploy").click();
      visit.sees("h1", "deploy").sees(".arguments tr", "1 to 900");
      assertThat(visit.find(".arguments tr").nth(1).textContent())
          .contains("env", "required", "test", "prod", "Where it goes");
      visit.sees("tbody tr", "web-03").sees("tbody tr", "/opt/tools/bin/deploy");
      visit.sees(".variants", "inputSchema › properties › wait › default").sees(".variants", "60");
      visit.sees(".variants thead", "web-01, web-02");
    }
  }

  @Test
  void theLineThatRunsAToolIsQuotedForAShell() {
    try (Visit visit = chromium.visit(served.address())) {
      visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      visit.open("/ui/tools/deploy").sees(".line code", "registry-cli run deploy --host web-01");
      visit.page().getByLabel("env").selectOption("prod");
      visit.page().getByLabel("version").fill("it's 1.0; $(id)");
      visit.page().getByLabel("dry-run").selectOption("true");
      visit.page().getByLabel("only").fill("-x\nshop front");
      visit.page().getByLabel("Run it on").selectOption("web-03");
      String line =
          "registry-cli run deploy --host web-03 -- --env prod --version 'it'\"'\"'s 1.0; $(id)'"
              + " --dry-run --only=-x --only 'shop front'";
      visit.reads(visit.find(".line code"), line);
      visit.button("Copy the command").click();
      visit.sees(visit.button("Copied"));
      assertThat(visit.page().evaluate("navigator.clipboard.readText()")).isEqualTo(line);
      visit.isUntroubled();
    }
  }

  @Test
  void hostsAreExportedAsFiles() throws Exception {
    try (Visit visit = chromium.visit(served.address())) {
      visit.open("/ui/hosts").sees(visit.row("web-01"));
      visit.find(".menu summary").click();
      visit.page().getByLabel("Login name").fill("o'ps & co");
      Download file = visit.page().waitForDownload(() -> visit.link("SuperPuTTY").click());
      assertThat(file.suggestedFilename()).isEqualTo("runspec-sessions.xml");
      assertThat(Files.readString(file.path())).contains("web-01", "o'ps &amp; co");
      visit.page().getByLabel("Login name").fill("ops");
      file = visit.page().waitForDownload(() -> visit.link("Ansible").click());
      assertThat(file.suggestedFilename()).isEqualTo("runspec-inventory.json");
      assertThat(Files.readString(file.path())).contains("\"ansible_user\":\"ops\"");
      visit.isUntroubled();
    }
  }

  @Test
  void anInstanceTellsAllOfItself() {
    try (Visit visit = chromium.visit(served.address())) {
      visit.open("/ui/hosts").sees(visit.row("web-01"));
      assertThat(visit.row("web-01").textContent()).contains("load 0.42", "env=prod");
      visit.row("web-01").click();
      visit.sees("h1", "web-01-shop").sees(".members", "41 %").sees(".members", "77 %");
      visit.sees(".label", "env=prod").sees("tbody tr", "rotate-logs");
      visit.sees(".changes li", "registered");
      visit.press("Escape").sees(visit.row("web-02"));
      assertThat(visit.page().url()).endsWith("/ui/hosts");
    }
  }

  @Test
  void deepLinksToWhatIsNotThereSaySo() {
    try (Visit visit = chromium.visit(served.address())) {
      visit.open("/ui/tools/never-heard-of").sees(".empty", "Nobody offers this tool");
      visit.open("/ui/instances/nobody").sees(".empty", "This instance is not known");
    }
  }

  @Test
  void aRegistryOfNothingSaysWhatToDo() {
    try (Served empty = Served.openly();
        Visit visit = chromium.visit(empty.address())) {
      visit.sees(".line code", "registry-cli serve --registry " + empty.address());
      visit.photograph("empty-wide");
      visit.open("/ui/tools").sees(".empty", "Nobody offers a tool");
      visit.open("/ui/hosts").sees(".empty", "No host is known");
      visit.open("/ui/events").sees(".empty", "Nothing has happened");
      visit.isUntroubled();
    }
  }
}
