package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.HostName;
import java.util.List;

/**
 * Who makes a call, as far as we know, and for which hosts they may speak.
 *
 * @param name the name of the key, or {@code -} for nobody in particular
 * @param hosts globs of the hosts that they may write for; none means any
 */
public record Caller(String name, List<HostGlob> hosts) {

  /** Somebody without a key who was let in all the same. */
  static final Caller ANYBODY = new Caller("-", List.of());

  public Caller {
    hosts = List.copyOf(hosts);
  }

  /** Whether they may register, publish, beat and deregister for this host. */
  public boolean mayWriteFor(HostName host) {
    return hosts.isEmpty() || hosts.stream().anyMatch(glob -> glob.matches(host));
  }

  /** Whether there are hosts that they may not write for. */
  public boolean isLimited() {
    return !hosts.isEmpty();
  }

  /** Refuses when they may not write for this host. */
  public void requireWriteFor(HostName host) {
    if (!mayWriteFor(host)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "The API key '" + name + "' may not write for host '" + host + "'");
    }
  }
}
