package dev.runspec.registry.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Holds a reader to time in proportion to what it is given. It counts the time of the processor and
 * takes the best of several tries, so that a busy machine does not matter.
 */
public final class Effort {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Generous for anything linear, and too little for a square of the longest. */
  private static final long NANOS_FOR_ANY = 250_000_000;

  private static final long NANOS_FOR_EACH = 15_000;
  private static final int TRIES = 5;

  /** How long an input becomes when it is repeated. */
  private static final int LONG = 1 << 16;

  /** One in so many inputs is repeated; all of them unless that would slow down real fuzzing. */
  private static final int STRIDE = Integer.getInteger("fuzz.stride", 1);

  private Effort() {}

  /**
   * Has {@code reader} read the input, and the input over and over: what is slow on some text is
   * very slow on a lot of it.
   */
  public static void bounded(byte[] input, Consumer<byte[]> reader) {
    once(input, reader);
    if (input.length > 0 && Math.floorMod(Arrays.hashCode(input), STRIDE) == 0) {
      byte[] repeated = new byte[Math.max(LONG, input.length)];
      for (int at = 0; at < repeated.length; at++) {
        repeated[at] = input[at % input.length];
      }
      once(repeated, reader);
    }
  }

  /** Has it read the input alone. */
  public static void once(byte[] input, Consumer<byte[]> reader) {
    long allowed = NANOS_FOR_ANY + NANOS_FOR_EACH * input.length;
    long least = Long.MAX_VALUE;
    for (int tries = 0; tries < TRIES && least > allowed; tries++) {
      long start = THREADS.getCurrentThreadCpuTime();
      reader.accept(input);
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
    }
    if (least > allowed) {
      throw new AssertionError(
          "read " + input.length + " bytes in " + least / 1_000_000 + " ms, expected less");
    }
  }
}
