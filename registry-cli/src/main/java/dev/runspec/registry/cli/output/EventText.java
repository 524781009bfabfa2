package dev.runspec.registry.cli.output;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.client.ResetReason;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Events for people: when it was heard of, what happened, and to whom.
 *
 * @param clock the time of day
 * @param isColourful whether what happened stands there in colour
 */
public record EventText(InstantSource clock, boolean isColourful) implements EventLines {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int WIDEST_KIND = ChangeKind.DEREGISTERED.wireName().length();

  @Override
  public String change(Position position, InstanceEvent event) {
    String whom =
        event.host()
            + "  "
            + event.name()
            + "  "
            + event.id()
            + tools(event.kind(), event.instance());
    return line(event.kind().wireName(), tint(event.kind()), whom);
  }

  @Override
  public String reset(Position position, ResetReason reason) {
    String why =
        switch (reason) {
          case TOO_OLD -> "the registry does not remember that far back";
          case EPOCH -> "the registry counts afresh";
          case SLOW -> "they were not read as fast as they came";
          case UNREADABLE -> "one could not be read";
          case UNKNOWN -> "the registry says so";
        };
    return line("reset", Tint.CAUTION, "events were missed: " + why);
  }

  private String line(String kind, Tint tint, String rest) {
    String time = TIME.format(clock.instant().atZone(ZoneId.systemDefault()));
    String shown = isColourful ? tint.around(kind) : kind;
    return time + "  " + shown + " ".repeat(WIDEST_KIND - kind.length()) + "  " + Visible.of(rest);
  }

  private static String tools(ChangeKind kind, @Nullable Instance instance) {
    if (!kind.isTold() || instance == null || instance.registration().tools() == null) {
      return "";
    }
    int count = instance.registration().publishedTools().size();
    return count == 1 ? "  1 tool" : String.format(Locale.ROOT, "  %d tools", count);
  }

  private static Tint tint(ChangeKind kind) {
    return switch (kind) {
      case REGISTERED, TOOLS, LIVE -> Tint.GOOD;
      case DRAINING -> Tint.CAUTION;
      case STALE -> Tint.BAD;
      case DEREGISTERED, REAPED -> Tint.FAINT;
      case UNKNOWN -> Tint.NONE;
    };
  }
}
