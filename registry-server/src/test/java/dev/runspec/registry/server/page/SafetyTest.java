package dev.runspec.registry.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What agents say is text, and what readers may not do they cannot. */
@ResourceLock(Chromium.LOCK)
class SafetyTest {

  private static final String MARKUP =
      "<img src=x onerror=document.body.dataset.owned=1>\"'&lt;</script><script>owned()</script>";
  private static final String PATH = "../..//ui?x=1#y%2e%00;z/" + MARKUP;
  private static final String MASKED = "gro.live\u202egpj\u0007\u200b";

  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  private static void beHostile(Agents agents) {
    Map<String, Object> tool =
        Agents.tool(
            MARKUP,
            MARKUP,
            MARKUP,
            Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                    MARKUP,
                    Map.of("type", MARKUP, "description", MARKUP, "enum", List.of(MARKUP)),
                    "odd",
                    Map.of("type", 7, "enum", "x", "pattern", List.of(1)),
                    "odder",
                    3,
                    "__proto__",
                    Map.of("type", "string")),
                "required",
                MARKUP));
    Map<String, Object> quoted = Agents.tool("it's; $(reboot) `x`", "a\nb", "confirm");
    Map<String, Object> hidden = Agents.tool("a\u202eb", "hidden", "confirm");
    agents.register(
        PATH, MARKUP, MASKED + MARKUP, Shop.SELDOM, Map.of(MARKUP, MARKUP), List.of(tool, quoted));
    agents.register("plain", "plain", "web-01", Shop.SELDOM, Map.of(), List.of(quoted, hidden));
    agents.beat(PATH, Map.of(MARKUP, MARKUP, "deep", Map.of(MARKUP, List.of(MARKUP))));
  }

  @Test
  void hostileNamesAreTextInEveryView() {
    try (Served served = Served.openly();
        Visit visit = chromium.visit(served.address())) {
      beHostile(served.agents());
      visit.sees(".changes li", MARKUP);
      visit.open("/ui/tools").sees(visit.row(MARKUP).first());
      visit.find(".search-input").fill("onerror");
      visit.sees("mark", "onerror");
      visit.row(MARKUP).locator("a").click();
      visit.sees("h1", MARKUP).sees(".arguments tr", MARKUP).sees(".failure", "no name of a host");
      assertThat(visit.page().title()).startsWith(MARKUP);
      visit.page().reload();
      visit.sees("h1", MARKUP).sees("tbody tr", "gro.live\\u202egpj\\u0007\\u200b");
      visit.photograph("hostile-wide");
      visit.open("/ui/hosts").sees(visit.row("gro.live\\u202egpj\\u0007\\u200b"));
      visit.row("gro.live").locator("a").click();
      visit.sees("h1", PATH).sees(".members", MARKUP).sees(".label", MARKUP);
      visit.page().reload();
      visit.sees("h1", PATH).sees("tbody th", MARKUP).sees(".changes li", "registered");
      visit.open("/ui/instances").sees(visit.row(PATH));
      visit.open("/ui/events").sees(visit.row(PATH));
      visit
          .open("/ui/tools/" + "%3Cimg%20src%3Dx%20onerror%3Downed()%3E")
          .sees(".empty", "<img src=x onerror=owned()>");
      assertThat(visit.find("body").getAttribute("data-owned")).isNull();
      visit.seesNo(visit.find("img"));
      visit.forgiveAbsence();
      visit.isUntroubled();
    }
  }

  @Test
  void aLineIsOfferedOnlyWhenAShellTakesItAsItLooks() {
    try (Served served = Served.openly();
        Visit visit = chromium.visit(served.address())) {
      beHostile(served.agents());
      visit.open("/ui/tools").sees(visit.row("it's; $(reboot) `x`")).row("it's;").click();
      visit.page().getByLabel("Run it on").selectOption(new SelectOption().setLabel("web-01"));
      visit.reads(
          visit.find(".line code"), "registry-cli run 'it'\"'\"'s; $(reboot) `x`' --host web-01");
      visit.open("/ui/tools").sees(visit.row("a\\u202eb")).row("a\\u202eb").click();
      visit.sees(".failure", "characters that do not show");
      visit.seesNo(visit.button("Copy the command"));
      visit.isUntroubled();
    }
  }

  @Test
  void aRegistryThatShowsNothingWithoutAKeyAsksForIt() {
    try (Served served = Served.hidden();
        Visit visit = chromium.visit(served.address())) {
      Shop.open(served.agents());
      visit.sees("h1", "This registry asks for a key").photograph("locked-wide");
      visit.find("input[name=key]").fill("a wrong one");
      visit.button("Show it").click();
      visit.sees(".failure", "does not take this key");
      visit.find("input[name=key]").fill(Agents.KEY);
      visit.button("Show it").click();
      visit.sees(".tile.live", "12").isLive();
      visit.link("Tools").click();
      visit.sees(visit.row("deploy"));
      visit.link("Hosts").click();
      visit.sees(visit.row("web-01")).find(".menu summary").click();
      assertThat(
              visit
                  .page()
                  .waitForDownload(() -> visit.link("MobaXterm").click())
                  .suggestedFilename())
          .isEqualTo("runspec.mxtsessions");
      served.agents().drain("web-02-shop");
      visit.sees(".rows .state.draining", "draining");
      assertThat(kept(visit)).doesNotContain(Agents.KEY).isEqualTo("[0,0,\"\"]");
      visit.page().reload();
      visit.sees("h1", "This registry asks for a key");
      visit.forgiveAbsence();
      visit.isUntroubled();
    }
  }

  /** What a browser would keep. */
  private static String kept(Visit visit) {
    return (String)
        visit
            .page()
            .evaluate(
                "JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])");
  }

  @Test
  void changesNeedAKeyAndAreConfirmed() {
    try (Served served = Served.withKey();
        Visit visit = chromium.visit(served.address())) {
      Shop.open(served.agents());
      visit.open("/ui/instances/web-03-shop").sees("h1", "web-03-shop");
      visit.seesNo(visit.button("Drain")).seesNo(visit.button("Remove"));

      unlock(visit, "a wrong one");
      visit.button("Drain").click();
      visit.sees("dialog", "Drain this instance?");
      confirm(visit, "Drain");
      visit.sees(".failure", "The registry refused your key").sees(".title .state", "live");
      visit.button("Changes on · lock").click();
      visit.seesNo(visit.button("Drain"));

      unlock(visit, Agents.KEY);
      visit.button("Drain").click();
      visit.press("Escape").seesNo(visit.find("dialog[open]")).sees(".title .state", "live");
      visit.button("Drain").click();
      visit.sees("dialog", "Drain this instance?").photograph("drain-wide");
      confirm(visit, "Drain");
      visit.sees(".title .state", "draining").sees(".success", "It is draining");
      visit.button("Put back").click();
      confirm(visit, "Put back");
      visit.sees(".title .state", "live");
      visit.button("Remove").click();
      confirm(visit, "Remove");
      visit.sees(".title .state", "gone");
      visit.seesNo(visit.button("Drain"));
      assertThat(kept(visit)).isEqualTo("[0,0,\"\"]");
      visit.forgiveAbsence();
      visit.isUntroubled();
    }
  }

  @Test
  void withoutKeysThisMachineMayChangeThingsOnceItSaysSo() {
    try (Served served = Served.openly();
        Visit visit = chromium.visit(served.address())) {
      Shop.open(served.agents());
      visit.open("/ui/instances/web-03-shop").sees("h1", "web-03-shop");
      visit.seesNo(visit.button("Drain"));
      unlock(visit, "");
      visit.button("Drain").click();
      confirm(visit, "Drain");
      visit.sees(".title .state", "draining");
      visit.isUntroubled();
    }
  }

  private static void unlock(Visit visit, String key) {
    visit.button("Read-only · unlock").click();
    visit.find("input[name=key]").fill(key);
    visit.press("Enter").seesNo(visit.find("dialog[open]"));
  }

  private static void confirm(Visit visit, String word) {
    visit
        .find("dialog")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(word).setExact(true))
        .click();
  }

  /** So that the silence of the other tests means something. */
  @Test
  void whatThePolicyForbidsDoesNotHappenAndIsNoticed() {
    try (Served served = Served.openly();
        Visit visit = chromium.visit(served.address())) {
      visit.isLive();
      Object refused =
          visit
              .page()
              .evaluate(
                  "(() => { try { document.body.innerHTML = '<p>'; return 'done'; }"
                      + " catch (refusal) { return refusal.name; } })()");
      assertThat(refused).isEqualTo("TypeError");
      visit
          .page()
          .waitForCondition(
              () ->
                  visit.complaints().stream()
                      .anyMatch(each -> each.contains("forbidden by require-trusted-types-for")));
    }
  }
}
