package dev.runspec.registry.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.runspec.registry.Ports;
import dev.runspec.registry.server.process.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The page follows what happens, without anybody's doing. */
@ResourceLock(Chromium.LOCK)
class LiveTest {

  private static final Map<String, Object> TOOL = Agents.tool("deploy", "Deploys it", "confirm");

  /** What an agent that beats every twenty seconds may be silent. */
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @Test
  void anAgentThatStopsToBeatIsSeenToBeStaleInEveryView() {
    PastClock clock = new PastClock(A_MINUTE);
    try (Served served = Served.openly(clock);
        Visit overview = chromium.visit(served.address());
        Visit tools = chromium.visit(served.address());
        Visit hosts = chromium.visit(served.address());
        Visit instance = chromium.visit(served.address())) {
      tools.open("/ui/tools").sees(".empty", "Nobody offers a tool");
      hosts.open("/ui/hosts").sees(".empty", "No host is known");
      instance.open("/ui/instances/web-01-shop").sees(".empty", "This instance is not known");
      overview.sees(".tile.live", "0").isLive();

      served.agents().register("shop", "web-01", 20, List.of(TOOL)); // and never beats
      tools.sees(tools.row("deploy"));
      instance.sees(".title .state", "live");
      clock.pass(A_MINUTE);

      overview.sees(".tile.stale", "1").sees(".tile.live", "0").sees(".changes li", "stale");
      tools.sees(".empty", "Nobody offers a tool");
      hosts.sees(hosts.row("web-01")).sees(".rows .state.stale", "stale");
      instance.sees(".title .state", "stale").sees(".changes li", "stale");

      served.agents().beat("web-01-shop", Map.of("load", 3));
      instance.sees(".members", "load").sees(".changes li", "live");
      overview.sees(".changes li", "live");
      for (Visit each : List.of(overview, tools, hosts, instance)) {
        each.forgiveAbsence(); // a tool or an instance that is not there is a 404
        each.isUntroubled();
      }
    }
  }

  @Test
  void manyThatFallSilentAtOnceAreToldOf() {
    PastClock clock = new PastClock(A_MINUTE);
    try (Served served = Served.openly(clock);
        Visit visit = chromium.visit(served.address())) {
      for (int number = 10; number < 22; number++) {
        served.agents().register("shop", "web-" + number, 20, List.of(TOOL));
      }
      served.agents().register("shop", "web-99", Shop.SELDOM, List.of(TOOL));
      clock.pass(A_MINUTE);
      visit.sees(".notice", "instances of 13 fell silent at once");
      visit.sees(".notice", "12 are stale now").photograph("silence-wide");
      visit.find(".notice a").click();
      visit.sees(visit.row("web-21")).seesNo(visit.row("web-99"));
      visit.isUntroubled();
    }
  }

  @Test
  void eventsAreFilteredAndPaused() {
    try (Served served = Served.openly();
        Visit visit = chromium.visit(served.address())) {
      visit.open("/ui/events").isLive().sees(".empty", "Nothing has happened");
      served.agents().register("shop", "web-01", Shop.SELDOM, List.of(TOOL));
      visit.sees(visit.row("web-01"));
      visit.button("Pause").click();
      served.agents().register("shop", "web-02", Shop.SELDOM, List.of(TOOL)).drain("web-02-shop");
      visit.sees(visit.button("Go on · 2 new")).seesNo(visit.row("web-02"));
      visit.button("Go on · 2 new").click();
      visit.sees(visit.row("draining")).sees(visit.row("registered").first());
      visit.find(".choice").getByText("draining").click();
      visit.seesNo(visit.row("registered")).sees(visit.row("draining"));
      visit.find(".search-input").fill("web-01");
      visit.sees(".empty", "Nothing of that kind");
      visit.page().waitForURL(served.address() + "/ui/events?kind=draining&q=web-01");
      visit.page().reload();
      visit.sees(".empty", "Nothing of that kind");
      visit.find(".search-input").fill("web-02");
      visit.sees(visit.row("draining"));
      visit.isUntroubled();
    }
  }

  @Test
  void aRestartOfTheRegistryNeedsNoReload(@TempDir Path folder) throws Exception {
    int port = Ports.free();
    ServerProcess first =
        ServerProcess.in(folder)
            .option("--host", "127.0.0.1", "--port", Integer.toString(port))
            .option("--data-dir", folder.resolve("data").toString())
            .start();
    String address = "http://127.0.0.1:" + first.port();
    try (first;
        Agents agents = new Agents(address);
        Visit visit = chromium.visit(address);
        Visit hosts = chromium.visit(address)) {
      agents.register("shop", "web-01", Shop.SELDOM, List.of(TOOL));
      visit.sees(".tile.live", "1").isLive();
      hosts.open("/ui/hosts").sees(hosts.row("web-01")).isLive();
      visit.page().evaluate("document.body.dataset.mark = 'not loaded anew'");

      first.kill();
      visit.sees(".connection", "Reconnecting…");
      visit.sees(".connection.old", "stale data since").photograph("stale-data-wide");
      visit.sees(".tile.live", "1");

      try (ServerProcess second =
          ServerProcess.in(folder)
              .option("--host", "127.0.0.1", "--port", Integer.toString(port))
              .option("--data-dir", folder.resolve("data").toString())
              .start()) {
        assertThat(second.port()).isEqualTo(port);
        visit.isLive().sees(".tile.live", "1");
        hosts.isLive();
        agents.register("database", "db-01", Shop.SELDOM, List.of(TOOL)).deregister("web-01-shop");
        visit.sees(".tile.gone", "1").sees(".changes li", "db-01");
        hosts.sees(hosts.row("db-01")).seesNo(hosts.row("web-01"));
        assertThat(visit.find("body").getAttribute("data-mark")).isEqualTo("not loaded anew");
        visit.forgiveAbsence();
        visit.isUntroubled();
      }
    }
  }

  @Test
  void agesGoOnByThemselves() {
    try (Served served = Served.openly();
        Visit visit = chromium.visit(served.address())) {
      served.agents().register("shop", "web-01", Shop.SELDOM, List.of(TOOL));
      visit.open("/ui/hosts").sees(visit.row("web-01"));
      Locator age = visit.row("web-01").locator(".age");
      visit.page().waitForFunction("age => parseInt(age.textContent) >= 3", age.elementHandle());
      served.agents().beat("web-01-shop", Map.of("load", 1));
      // It is read again within ten seconds, though a beat is no event.
      visit
          .page()
          .waitForFunction(
              "row => row.textContent.includes('load 1')", visit.row("web-01").elementHandle());
      visit.isUntroubled();
    }
  }
}
