package dev.runspec.registry.server.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How large and how many things may be.
 *
 * @param body most bytes of a body
 * @param header most bytes of a header
 * @param requestLine most bytes of a request line: ids of 1024 characters, percent-encoded, fit
 * @param connections most connections at a time, well below what the process may open: a listener
 *     that cannot accept would be dead for good
 */
public record Limits(long body, int header, int requestLine, int connections) {

  /** Two thousand tools in one body. */
  public static final long DEFAULT_BODY = 8 << 20;

  public Limits {
    if (body < 1 || header < 1 || requestLine < 1 || connections < 1) {
      throw new IllegalArgumentException("limits are not positive");
    }
  }

  /** The usual limits with this one for bodies. */
  public static Limits withBody(long body) {
    return new Limits(body, 16 << 10, 16 << 10, usualConnections());
  }

  /** Most callers that may wait for something to happen: others must still get through. */
  public int waiting() {
    return Math.max(1, connections / 5 * 4);
  }

  private static int usualConnections() {
    long open =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return (int) Math.max(1, Math.min(50_000, open / 5 * 4));
  }
}
