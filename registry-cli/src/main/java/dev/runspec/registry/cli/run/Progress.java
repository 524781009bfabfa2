package dev.runspec.registry.cli.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A line at the foot of a terminal that says how far a run is. Whoever writes anything else there
 * takes it away first. Not safe for several threads.
 */
final class Progress {

  private static final byte[] ERASE = "\r\u001b[K".getBytes(StandardCharsets.UTF_8);

  private final OutputStream terminal;
  private final boolean isShown;
  private final int all;
  private int running;
  private int done;
  private int failed;
  private boolean isDrawn;

  Progress(Output output, int all) {
    this.terminal = output.err();
    this.isShown = output.isTerminal();
    this.all = all;
  }

  void started() {
    running++;
    draw();
  }

  /** A host is done with, also one that was never begun. */
  void ended(HostOutcome outcome) {
    boolean wasBegun = outcome.outcome() != Outcome.SKIPPED && outcome.outcome() != Outcome.REFUSED;
    running -= wasBegun ? 1 : 0;
    done++;
    failed += outcome.outcome() == Outcome.OK ? 0 : 1;
    draw();
  }

  void draw() {
    if (isShown && done < all) {
      String text = done + " of " + all + " done, " + running + " running, " + failed + " not ok";
      write(ERASE);
      write(text.getBytes(StandardCharsets.UTF_8));
      isDrawn = true;
    } else {
      erase();
    }
  }

  void erase() {
    if (isDrawn) {
      write(ERASE);
      isDrawn = false;
    }
  }

  private void write(byte[] bytes) {
    try {
      terminal.write(bytes);
    } catch (IOException e) {
      // A terminal that is gone shows nothing.
    }
  }
}
