package dev.runspec.registry.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What it costs to open the page. */
@ResourceLock(Chromium.LOCK)
class FirstVisitTest {

  private static final int MOST = 150_000;

  /** Notes when the first number is in the document. */
  private static final String LOOKING =
      """
      new MutationObserver((unused, observer) => {
        if (document.querySelector('.figure') !== null) {
          globalThis.firstData = performance.now();
          observer.disconnect();
        }
      }).observe(document, { childList: true, subtree: true });
      """;

  @Test
  void theFirstVisitIsSmall() {
    try (Served served = Served.openly();
        Chromium chromium = Chromium.start()) {
      Shop.open(served.agents());
      Shop.fill(served.agents(), 1000);
      try (Visit warm = chromium.visit(served.address())) {
        warm.sees(".tile.live", "13"); // the registry's own first time does not count
      }
      try (Visit visit = chromium.visit("about:blank")) {
        AtomicLong bytes = new AtomicLong();
        AtomicLong requests = new AtomicLong();
        CDPSession network = visit.context().newCDPSession(visit.page());
        network.send("Network.enable");
        network.on(
            "Network.dataReceived",
            event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
        network.on(
            "Network.responseReceived",
            event -> {
              requests.incrementAndGet();
              bytes.addAndGet( // its header
                  event.getAsJsonObject("response").get("encodedDataLength").getAsLong());
            });
        visit.page().addInitScript(LOOKING);
        visit.page().navigate(served.address());
        visit.sees(".tile.live", "13").isLive().sees(".changes li", "registered");
        double millis = ((Number) visit.page().evaluate("firstData")).doubleValue();
        System.out.println( // for docs/benchmarks.md
            String.format(
                Locale.ROOT,
                "first visit: %,d bytes in %d answers, data after %.0f ms",
                bytes.get(),
                requests.get(),
                millis));
        assertThat(bytes.get()).isBetween(1L, (long) MOST);
      }
    }
  }
}
