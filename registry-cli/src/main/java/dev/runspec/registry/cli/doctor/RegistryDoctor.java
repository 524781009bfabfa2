package dev.runspec.registry.cli.doctor;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.client.Health;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.RegistryRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Looks at a registry as its callers see it.
 *
 * @param registry the registry
 * @param face the same, as a plain HTTP client sees it
 * @param isKeySent whether its callers send a key
 */
public record RegistryDoctor(RegistryClient registry, RegistryFace face, boolean isKeySent) {

  static final String REGISTRY = "registry";

  /** All that can be looked at without changing anything there. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(reached());
    if (checks.get(0).level() == Check.Level.FAIL) {
      return checks;
    }
    checks.add(reads());
    checks.add(writes());
    checks.addAll(face.checks());
    return checks;
  }

  private Check reached() {
    try {
      Health health = registry.health();
      return health.isOk()
          ? Check.ok(REGISTRY, "reachable", "it answers, and says that it works")
          : Check.warn(
              REGISTRY,
              "reachable",
              "it says of itself: " + health.status(),
              "look at its log, and at /health/ready");
    } catch (RegistryException e) {
      return Check.fail(
          REGISTRY,
          "reachable",
          String.valueOf(e.getMessage()),
          "name another with --registry, or start it");
    }
  }

  private Check reads() {
    try {
      registry.instance(nobody());
      return Check.ok(
          REGISTRY, "reading", isKeySent ? "allowed with this key, or to anybody" : "allowed");
    } catch (RegistryException e) {
      return Check.fail(
          REGISTRY,
          "reading",
          String.valueOf(e.getMessage()),
          isRefused(e) ? "give a key of scope read with --registry-key-file" : "try again");
    }
  }

  /** The beat of an instance that nobody registered is asked for a key, and moves nothing. */
  private Check writes() {
    try {
      registry.heartbeat(nobody(), Heartbeat.BARE);
      return mayWrite();
    } catch (RegistryException e) {
      if (!isRefused(e)) {
        return e instanceof RegistryRefused refused
                && refused.code() == ErrorCode.INSTANCE_NOT_FOUND
            ? mayWrite()
            : Check.warn(REGISTRY, "writing", String.valueOf(e.getMessage()), "try again");
      }
      return isKeySent
          ? Check.warn(
              REGISTRY,
              "writing",
              "refused: the key is wrong, has ended, or is for reading only",
              "only serve, drain, undrain and deregister need it: give them a key of scope write")
          : Check.ok(REGISTRY, "writing", "refused without a key, which only serve and drain need");
    }
  }

  private Check mayWrite() {
    return Check.ok(
        REGISTRY,
        "writing",
        isKeySent ? "allowed with this key (scope write)" : "allowed without a key from here");
  }

  private static boolean isRefused(RegistryException failure) {
    return failure instanceof RegistryRefused refused && refused.code() == ErrorCode.FORBIDDEN;
  }

  private static InstanceId nobody() {
    return new InstanceId("doctor-" + UUID.randomUUID());
  }
}
