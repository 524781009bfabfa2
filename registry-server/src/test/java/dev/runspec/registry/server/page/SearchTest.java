package dev.runspec.registry.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Ten thousand tools, and the keys by which one gets around among them. */
@ResourceLock(Chromium.LOCK)
class SearchTest {

  private static final int TOOLS = 10_000;

  /**
   * Types into the search, and tells after how many milliseconds what was found was on the screen.
   */
  private static final String SEARCHED =
      """
      async (text) => {
        const field = document.querySelector('.search-input');
        const begin = performance.now();
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((painted) => requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = painted;
          channel.port2.postMessage(null);
        }));
        return performance.now() - begin;
      }
      """;

  private static Served served;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    served = Served.openly();
    Shop.fill(served.agents(), TOOLS);
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
    served.close();
  }

  private static Visit tools() {
    Visit visit = chromium.visit(served.address());
    return visit.open("/ui/tools").sees(".bar [role=status]", "10,000 tools");
  }

  private static int rows(Visit visit) {
    return visit.find(".rows [role=row]").count();
  }

  @Test
  void whatIsTypedIsFoundAtOnceInNamesDescriptionsAndArguments() {
    try (Visit visit = tools()) {
      assertThat(rows(visit)).isLessThan(60);
      assertThat(visit.find("[role=table]").getAttribute("aria-rowcount")).isEqualTo("10001");
      StringBuilder figures = new StringBuilder("search in 10,000 tools, to the paint:");
      for (String text : new String[] {"certificates", "tool-04", "batch done", "c", "07"}) {
        double millis = ((Number) visit.page().evaluate(SEARCHED, text)).doubleValue();
        figures.append(String.format(Locale.ROOT, " '%s' %.0f ms;", text, millis));
      }
      System.out.println(figures); // for docs/benchmarks.md
      visit.find(".search-input").fill("CERTIFICATES");
      visit.reads(visit.find(".bar [role=status]"), "100 of 10,000");
      visit.sees(visit.row("tool-00700")).sees("mark", "certificates");
      visit.find(".search-input").fill("batch certificates 4200");
      visit.reads(visit.find(".bar [role=status]"), "1 of 10,000").sees(visit.row("tool-04200"));
      visit.find(".search-input").fill("tool-09999");
      visit.sees(visit.row("tool-09999"));
      visit.find(".search-input").fill("nothing at all");
      visit.sees(".empty", "No tool is like that");
      visit.isUntroubled();
    }
  }

  @Test
  void theSearchOutlivesAReload() {
    try (Visit visit = tools()) {
      visit.find(".search-input").fill("tool-0123");
      visit.reads(visit.find(".bar [role=status]"), "10 of 10,000");
      visit.page().waitForURL(served.address() + "/ui/tools?q=tool-0123");
      visit.page().reload();
      visit.sees(visit.row("tool-01237")).reads(visit.find(".bar [role=status]"), "10 of 10,000");
    }
  }

  @Test
  void theListScrollsToItsEndWithFewRowsInTheDocument() {
    try (Visit visit = tools()) {
      visit.page().evaluate("document.querySelector('.list').scrollTop = 1e9");
      visit.sees(visit.row("tool-09999"));
      assertThat(rows(visit)).isLessThan(60);
      assertThat(visit.row("tool-09999").getAttribute("aria-rowindex")).isEqualTo("10001");
      visit.page().evaluate("document.querySelector('.list').scrollTop = 200000");
      visit.sees(visit.row("tool-04550"));
    }
  }

  @Test
  void everythingCanBeReachedByKeys() {
    try (Visit visit = chromium.visit(served.address())) {
      visit.sees(".tile.live", "10").press("/"); // from any view
      visit.sees(".bar [role=status]", "10,000 tools");
      visit.page().waitForFunction("() => document.activeElement.className === 'search-input'");
      visit.page().keyboard().type("tool-0042");
      visit.reads(visit.find(".bar [role=status]"), "10 of 10,000");
      visit.press("ArrowDown");
      assertThat(visit.focused()).isEqualTo("tool-00420");
      visit.press("ArrowDown", "ArrowDown", "ArrowUp");
      assertThat(visit.focused()).isEqualTo("tool-00421");
      visit.press("End");
      assertThat(visit.focused()).isEqualTo("tool-00429");
      visit.press("Enter").sees("h1", "tool-00429");
      visit.press("Escape").sees(visit.row("tool-00420"));
      visit.press("/", "Escape").sees(".bar [role=status]", "10,000 tools");
      assertThat(visit.find(".search-input").inputValue()).isEmpty();
      visit.press("Escape");
      assertThat(visit.page().evaluate("document.activeElement === document.body")).isEqualTo(true);
      visit.press("ArrowDown");
      assertThat(visit.focused()).isEqualTo("tool-00000");
      visit.press("End");
      assertThat(visit.focused()).isEqualTo("tool-09999");
      visit.isUntroubled();
    }
  }
}
