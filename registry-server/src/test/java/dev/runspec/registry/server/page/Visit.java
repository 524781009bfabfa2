package dev.runspec.registry.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who looks at a registry with a browser, and notes whatever goes wrong there: complaints
 * on the console, failures of scripts, and what the page's policy kept from happening.
 */
final class Visit implements AutoCloseable {

  private static final double PATIENCE = 30_000;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Lets the page's own policy tell us what it forbids. */
  private static final String LISTENING =
      "addEventListener('securitypolicyviolation', (violation) => console.error("
          + "`forbidden by ${violation.violatedDirective}: ${violation.blockedURI} ${violation.sample}`))";

  private final BrowserContext context;
  private final String address;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Visit(BrowserContext context, String address) {
    this.context = context;
    this.address = address;
    context.setDefaultTimeout(PATIENCE);
    context.addInitScript(LISTENING);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** Goes to another address of the registry, as one who types it. */
  Visit open(String path) {
    page.navigate(address + path);
    return this;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A row of a list in which this text stands. */
  Locator row(String text) {
    return page.locator(".rows [role=row]", new Page.LocatorOptions().setHasText(text));
  }

  Visit sees(Locator what) {
    assertThat(what).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    return this;
  }

  Visit sees(String selector, String text) {
    return sees(page.locator(selector, new Page.LocatorOptions().setHasText(text)).first());
  }

  Visit seesNo(Locator what) {
    assertThat(what).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
    return this;
  }

  Visit reads(Locator where, String text) {
    assertThat(where).hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
    return this;
  }

  Visit isLive() {
    return sees(".connection.live", "Live");
  }

  Visit press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  /** The text of whatever has the focus. */
  String focused() {
    return (String) page.evaluate("document.activeElement.textContent.trim()");
  }

  Visit photograph(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    return this;
  }

  /** What has gone wrong so far. */
  List<String> complaints() {
    return complaints;
  }

  /** Nothing has gone wrong so far. */
  void isUntroubled() {
    assertThat(complaints).isEmpty();
  }

  /** From now on, what went wrong because the registry was away does not count. */
  void forgiveAbsence() {
    complaints.removeIf(complaint -> complaint.startsWith("Failed to load resource"));
  }

  @Override
  public void close() {
    context.close();
  }
}
