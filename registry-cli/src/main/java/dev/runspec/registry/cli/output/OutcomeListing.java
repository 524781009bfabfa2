package dev.runspec.registry.cli.output;

import dev.runspec.registry.cli.run.HostOutcome;
import dev.runspec.registry.cli.run.Outcome;
import java.util.List;
import java.util.Locale;

/** How the outcomes of a run on several hosts are shown. */
public final class OutcomeListing {

  /** A host a row. */
  public static final Listing<HostOutcome> HOSTS =
      new Listing<>(
          List.of(
              Column.always("HOST", each -> each.host().value()),
              Column.<HostOutcome>always("OUTCOME", each -> each.outcome().word())
                  .tinted(OutcomeListing::tint),
              Column.always("EXIT", OutcomeListing::exit),
              Column.always("TIME", OutcomeListing::time)),
          each -> each.host().value(),
          each -> JsonLine.utf8("{}"));

  private OutcomeListing() {}

  private static String exit(HostOutcome each) {
    boolean isTools = each.outcome() == Outcome.OK || each.outcome() == Outcome.FAILED;
    return isTools ? String.valueOf(each.code()) : "";
  }

  private static String time(HostOutcome each) {
    return each.time().isZero()
        ? ""
        : String.format(Locale.ROOT, "%.1f s", each.time().toMillis() / 1000.0);
  }

  private static Tint tint(HostOutcome each) {
    return switch (each.outcome()) {
      case OK -> Tint.GOOD;
      case FAILED, TIMED_OUT, NOT_STARTED, CANCELLED -> Tint.BAD;
      case LOST, UNREACHABLE, REFUSED -> Tint.CAUTION;
      case SKIPPED -> Tint.FAINT;
    };
  }
}
