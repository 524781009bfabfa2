package dev.runspec.registry.cli.watch;

import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.ScreenLine;
import dev.runspec.registry.client.RegistryException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows people a list, on a screen of its own that goes when they leave: a line with time and
 * state, and the table as far as there is room. Drawn over and over in place, so that nothing
 * flickers. Signals close it from another thread, after which nothing is drawn.
 */
final class Screen<T> implements View<T> {

  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String END_LINE = "\u001b[K";
  private static final String END_SCREEN = "\u001b[J";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Watched<T> watched;
  private final String subject;
  private final OutputOptions output;
  private final PrintWriter out;
  private final InstantSource clock;
  private final Supplier<TerminalSize> size;
  private List<T> list = List.of();
  private @Nullable Instant awaySince;
  private String reason = "";
  private boolean isClosed;
  private boolean isLeft;

  /**
   * @param subject what is watched, for the first line
   */
  Screen(
      Watched<T> watched,
      String subject,
      OutputOptions output,
      PrintWriter out,
      InstantSource clock,
      Supplier<TerminalSize> size) {
    this.watched = watched;
    this.subject = subject;
    this.output = output;
    this.out = out;
    this.clock = clock;
    this.size = size;
    out.print(ENTER);
  }

  @Override
  public void show(List<T> now) {
    list = now;
    back();
  }

  @Override
  public void away(RegistryException cause) {
    awaySince = awaySince == null ? clock.instant() : awaySince;
    reason = Objects.requireNonNull(cause.getMessage());
    draw();
  }

  @Override
  public void back() {
    awaySince = null;
    draw();
  }

  @Override
  public void tick() {
    draw();
  }

  @Override
  public boolean isLeft() {
    return isLeft;
  }

  private void draw() {
    Instant now = clock.instant();
    TerminalSize room = size.get();
    List<String> lines = new ArrayList<>();
    lines.add(ScreenLine.cut(state(now), room.columns()));
    lines.addAll(output.lines(list, watched.listing().apply(now), room.columns()));
    int hidden = lines.size() - room.rows();
    if (hidden > 0) {
      lines.subList(room.rows() - 1, lines.size()).clear();
      lines.add("… and " + (hidden + 1) + " more");
    }
    print(HOME + String.join(END_LINE + "\r\n", lines) + END_LINE + END_SCREEN);
  }

  private String state(Instant now) {
    Instant since = awaySince;
    return since == null
        ? time(now) + "  live  " + subject
        : time(now) + "  reconnecting since " + time(since) + "  " + reason;
  }

  private static String time(Instant at) {
    return TIME.format(at.atZone(ZoneId.systemDefault()));
  }

  private synchronized void print(String text) {
    if (!isClosed) {
      out.print(text);
      isLeft = out.checkError();
    }
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      out.print(LEAVE);
      out.flush();
    }
  }
}
