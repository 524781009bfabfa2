package dev.runspec.registry.cli.output;

import dev.runspec.registry.cli.doctor.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the findings of {@code doctor} are shown. */
public final class CheckListing {

  /** Checks, a row each. */
  public static final Listing<Check> CHECKS =
      new Listing<>(
          List.of(
              Column.always("ABOUT", Check::about),
              Column.always("CHECK", Check::name),
              Column.<Check>always("RESULT", CheckListing::level)
                  .tinted(check -> tint(check.level())),
              Column.whole("DETAIL", CheckListing::detail)),
          check -> check.about() + " " + check.name() + " " + level(check),
          check -> JsonText.utf8(json(check)));

  private CheckListing() {}

  private static String level(Check check) {
    return check.level().name().toLowerCase(Locale.ROOT);
  }

  private static String detail(Check check) {
    return check.advice().isEmpty() ? check.detail() : check.detail() + "; " + check.advice();
  }

  private static Tint tint(Check.Level level) {
    return switch (level) {
      case OK -> Tint.GOOD;
      case WARN -> Tint.CAUTION;
      case FAIL -> Tint.BAD;
    };
  }

  private static Map<String, Object> json(Check check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("about", check.about());
    json.put("check", check.name());
    json.put("result", level(check));
    json.put("detail", check.detail());
    json.put("advice", check.advice());
    return json;
  }
}
