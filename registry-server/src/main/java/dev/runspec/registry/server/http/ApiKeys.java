package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.server.observe.LimitKind;
import dev.runspec.registry.server.observe.Metrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Who may call what. Whoever can write tells clients what to run on hosts, so without any key
 * configured only this very machine may write.
 */
public final class ApiKeys {

  private static final Set<String> FORWARDING =
      Set.of("forwarded", "x-real-ip", "via", "true-client-ip", "cf-connecting-ip", "x-client-ip");

  private final KeyRing ring;
  private final Rules rules;
  private final InstantSource clock;
  private final Metrics metrics;
  private final FailedKeys failed;

  /**
   * The gate in front of every route.
   *
   * @param clock when keys expire
   * @param nanos a monotonic clock, for how often wrong keys are tried
   */
  public ApiKeys(
      KeyRing ring, Rules rules, InstantSource clock, LongSupplier nanos, Metrics metrics) {
    this.ring = ring;
    this.rules = rules;
    this.clock = clock;
    this.metrics = metrics;
    this.failed = new FailedKeys(nanos);
  }

  /** Whether writes are let in from anywhere without a key. */
  public boolean isWideOpen() {
    return !ring.isConfigured() && rules.openWrites();
  }

  /** Whether writes need a key. */
  public boolean isKeyed() {
    return ring.isConfigured();
  }

  /** Reads the keys again if their file changed. */
  public void refresh() {
    ring.refresh();
  }

  /** Lets this request through to a route that asks for {@code access}, or refuses it. */
  Caller admit(Access access, RequestHead head) {
    return switch (access) {
      case OPEN -> Caller.ANYBODY;
      case READ ->
          rules.protectReads() && ring.isConfigured() ? keyed(access, head) : Caller.ANYBODY;
      case WRITE, ADMIN -> {
        refuseForeignOrigin(head);
        if (ring.isConfigured()) {
          yield keyed(access, head);
        }
        if (!rules.openWrites()) {
          refuseElsewhere(head);
        }
        yield Caller.ANYBODY;
      }
    };
  }

  private static void refuseForeignOrigin(RequestHead head) {
    for (String origin : head.headers("origin")) {
      if (!Origins.isSame(origin, head)) {
        throw new Refusal(
            ErrorCode.FORBIDDEN,
            "A page of another origin may not write; send the request without an Origin header");
      }
    }
  }

  private static void refuseElsewhere(RequestHead head) {
    if (!head.peer().isLoopbackAddress()) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "Without a configured key this registry takes writes from its own machine only;"
              + " start it with --api-key-file, --keys-file or --open-writes");
    }
    for (String name : head.headerNames()) {
      if (FORWARDING.contains(name) || name.startsWith("x-forwarded-")) {
        throw new Refusal(
            ErrorCode.FORBIDDEN,
            "The request was forwarded ("
                + name
                + "), and without a configured key this registry takes writes from its own machine"
                + " only; start it with --api-key-file, --keys-file or --open-writes");
      }
    }
    if (!head.headers("origin").stream().allMatch(Origins::isLoopback)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "Without a configured key a page may write only from an origin on this machine, such as"
              + " http://localhost");
    }
  }

  private Caller keyed(Access access, RequestHead head) {
    Optional<String> presented = head.header("x-api-key");
    if (presented.isEmpty()) {
      throw Refusal.badKey();
    }
    Optional<ApiKey> known = ring.find(ApiKey.hash(presented.get()));
    if (known.isEmpty() || !failed.worked(head.peer(), known.get())) {
      refuseGuessing(head);
      if (known.isEmpty()) {
        failed.failed(head.peer());
        throw Refusal.badKey();
      }
      failed.succeeded(head.peer(), known.get());
    }
    if (!known.get().allows(access, clock.instant())) {
      throw Refusal.badKey();
    }
    return known.get().caller();
  }

  private void refuseGuessing(RequestHead head) {
    if (!rules.limitsGuesses()) {
      return;
    }
    Duration wait = failed.untilNext(head.peer());
    if (!wait.isZero()) {
      metrics.limitHit(LimitKind.FAILED_KEYS);
      throw new Refusal(ErrorCode.RATE_LIMITED, "Too many wrong API keys from this address; wait")
          .retryAfter(wait);
    }
  }

  /**
   * What the options say about keys.
   *
   * @param protectReads whether looking needs a key, too
   * @param openWrites whether anybody may write while no key is configured
   * @param limitsGuesses whether one address may try wrong keys only so often; not behind a proxy,
   *     where all have the same address, and one agent with an old key would shut the others out
   */
  public record Rules(boolean protectReads, boolean openWrites, boolean limitsGuesses) {

    /** Rules that limit guesses. */
    public Rules(boolean protectReads, boolean openWrites) {
      this(protectReads, openWrites, true);
    }
  }
}
