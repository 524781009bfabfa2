package dev.runspec.registry.cli.policy;

import dev.runspec.registry.Autonomy;
import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.Execution;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolGroup.Variant;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.json.Documents;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as rules look at it. All but the caller and what the caller said is the registry's word.
 *
 * @param caller on whose behalf
 * @param tool the tool's name
 * @param autonomy what its agent says of it
 * @param host the host's name
 * @param execution how it is run there
 * @param ssh where SSH should go, or null for the host's name
 * @param overrides what the caller said about the way there
 */
record Request(
    Caller caller,
    String tool,
    Autonomy autonomy,
    String host,
    Execution execution,
    @Nullable SshTarget ssh,
    SshOverrides overrides) {

  static Request of(Attempt attempt, Caller caller) {
    return new Request(
        caller,
        attempt.group().name().value(),
        autonomy(attempt),
        attempt.place().host().value(),
        attempt.place().execution(),
        attempt.place().ssh(),
        attempt.overrides());
  }

  /** Where SSH really goes. */
  String address() {
    return ssh == null || ssh.address() == null ? host : ssh.address();
  }

  /** Whether SSH goes elsewhere than to the host's name. */
  boolean isRedirected() {
    return !HostPattern.plain(address()).equals(HostPattern.plain(host));
  }

  String command() {
    return execution.command() == null ? "" : execution.command();
  }

  /** The user that it becomes; empty when it runs as the login itself. */
  String runAs() {
    return execution.runAs() == null ? "" : execution.runAs();
  }

  /** How it becomes that user, in the registry's word. */
  String methodName() {
    return execution.becomeMethod() == null ? "sudo" : execution.becomeMethod();
  }

  /** How it becomes that user, if that is one of the known ways. */
  Optional<BecomeMethod> becomeMethod() {
    return BecomeMethod.named(methodName());
  }

  /**
   * A group shows the definition that most hosts have, and of several the one with the smallest
   * hash. What others say of themselves is known where their definitions were asked for.
   */
  private static Autonomy autonomy(Attempt attempt) {
    ToolGroup group = attempt.group();
    String hash = attempt.place().schemaHash();
    Comparator<Variant> order =
        Comparator.<Variant>comparingInt(variant -> -variant.hosts().size())
            .thenComparing(Variant::schemaHash);
    Optional<Variant> shown = group.variants().stream().min(order);
    if (shown.isEmpty() || shown.get().schemaHash().equals(hash)) {
      return group.autonomy();
    }
    return group.variants().stream()
        .filter(variant -> variant.schemaHash().equals(hash))
        .map(Variant::definition)
        .filter(Objects::nonNull)
        .findFirst()
        .map(definition -> Documents.members(definition).get("x-autonomy"))
        .map(Request::level)
        .orElse(Autonomy.UNKNOWN);
  }

  private static Autonomy level(JsonDocument said) {
    return Arrays.stream(Autonomy.values())
        .filter(level -> JsonDocument.string(level.wireName()).equals(said))
        .findFirst()
        .orElse(Autonomy.UNKNOWN);
  }
}
