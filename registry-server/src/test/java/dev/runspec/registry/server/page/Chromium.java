package dev.runspec.registry.server.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The Chromium of this machine, driven by one thread. */
final class Chromium implements AutoCloseable {

  /** Held by the test classes that drive one, which would take each other's processors. */
  static final String LOCK = "chromium";

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(executable())
            .setArgs(
                List.of(
                    "--no-sandbox", // a container's root may not make one
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync"));
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  private static Path executable() {
    for (String folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
      Path chromium = Path.of(folder, "chromium");
      if (Files.isExecutable(chromium)) {
        return chromium;
      }
    }
    throw new AssertionError("there is no chromium on the PATH: bin/test brings it");
  }

  /** Somebody who opens this address. */
  Visit visit(String address) {
    return visit(address, Screen.WIDE);
  }

  Visit visit(String address, Screen screen) {
    Visit visit = new Visit(browser.newContext(screen.options()), address);
    visit.open("");
    return visit;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
