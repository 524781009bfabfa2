package dev.runspec.registry.server.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** What a page is looked at on. */
enum Screen {
  WIDE(1280, 860, ColorScheme.LIGHT),
  DARK(1280, 860, ColorScheme.DARK),
  PHONE(360, 740, ColorScheme.LIGHT),
  DARK_PHONE(360, 740, ColorScheme.DARK);

  private final int width;
  private final int height;
  private final ColorScheme scheme;

  Screen(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  boolean isPhone() {
    return this == PHONE || this == DARK_PHONE;
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setLocale("en-GB")
        .setTimezoneId("UTC");
  }

  /** How files of it are called. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
