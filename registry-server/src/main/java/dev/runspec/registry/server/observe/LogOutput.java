package dev.runspec.registry.server.observe;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where the log goes: to standard error, one line an entry, the web server's only when it warns.
 */
public final class LogOutput {

  /** Kept here, or the level would be forgotten with the logger. */
  private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

  /** What this one has to say comes as an exception as well, and then in one line. */
  private static final Logger DATABASE_DRIVER = Logger.getLogger("org.sqlite");

  private LogOutput() {}

  /** Sets the log of this process up. Call it once, before anything logs. */
  public static void install() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(new Line());
    console.setLevel(Level.ALL);
    // A connection that comes while we stop is refused, as it should be; the web server calls that
    // severe.
    console.setFilter(entry -> !(entry.getThrown() instanceof RejectedExecutionException));
    root.addHandler(console);
    root.setLevel(Level.INFO);
    WEB_SERVER.setLevel(Level.WARNING);
    DATABASE_DRIVER.setLevel(Level.OFF);
  }

  static final class Line extends Formatter {

    @Override
    public String format(LogRecord entry) {
      StringWriter line = new StringWriter();
      line.append(
          Instant.ofEpochMilli(entry.getMillis()).truncatedTo(ChronoUnit.MILLIS).toString());
      line.append(' ').append(entry.getLevel().getName());
      line.append(' ').append(formatMessage(entry)).append('\n');
      Throwable cause = entry.getThrown();
      if (cause != null) {
        cause.printStackTrace(new PrintWriter(line, true));
      }
      return line.toString();
    }
  }
}
