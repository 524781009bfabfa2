package dev.runspec.registry.cli.signature;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Witness;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.command.Refusal;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.command.Verdict;
import dev.runspec.registry.json.ToolGroupJson;
import dev.runspec.registry.signature.AllowedSigners;
import dev.runspec.registry.signature.KeyTrust;
import dev.runspec.registry.signature.Verification;
import dev.runspec.registry.signature.Verification.Reason;
import dev.runspec.registry.signature.Verifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is run from the list that its host signed, and from nowhere else. Of the registry it
 * believes only which instance to look at: the wrong one has no signature for this host, agent and
 * tool.
 */
final class SignatureWitness implements Witness {

  private final Function<InstanceId, Optional<Instance>> instances;
  private final Verifier verifier;
  private final InstantSource clock;
  private final @Nullable AllowedSigners allowed;
  private final HostKeys known;
  private final SeenSignatures seen;
  private final List<String> labels;
  private final Map<String, String> environment;

  /**
   * @param instances tells all that the registry says of an instance
   * @param verifier looks at signatures
   * @param clock the time of day
   * @param allowed whose signatures count, or null for those of host keys
   * @param labels by which hosts are selected, each {@code key=value} or {@code key}
   * @param environment the environment variables
   */
  SignatureWitness(
      Function<InstanceId, Optional<Instance>> instances,
      Verifier verifier,
      InstantSource clock,
      @Nullable AllowedSigners allowed,
      List<String> labels,
      Map<String, String> environment) {
    this.instances = instances;
    this.verifier = verifier;
    this.clock = clock;
    this.allowed = allowed;
    this.known = new HostKeys(environment);
    this.seen = SeenSignatures.of(environment);
    this.labels = List.copyOf(labels);
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Testimony of(Attempt attempt) {
    ToolHost place = attempt.place();
    Optional<Instance> instance =
        place.instanceId().isEmpty()
            ? Optional.empty()
            : instances.apply(new InstanceId(place.instanceId()));
    if (instance.isEmpty()) {
      return denied(
          place,
          "the registry does not tell the instance it is of",
          "one that it knows: try again");
    }
    Registration said = instance.get().registration();
    if (!said.host().equals(place.host()) || !said.name().equals(place.instance())) {
      return denied(
          place,
          "the registry gives out that of " + said.name() + " on " + said.host() + " for it",
          "a signature of that agent on that host");
    }
    return switch (trust(said, attempt.overrides())) {
      case Verdict.Refused<KeyTrust> refused -> new Testimony.Denied(refused.refusal());
      case Verdict.Accepted<KeyTrust> trust ->
          switch (verifier.verify(said, trust.value())) {
            case Verification.Refused refused ->
                denied(place, refused.why(), Advice.on(refused.reason(), said, allowed != null));
            case Verification.Verified verified -> newest(verified, said, attempt);
          };
    };
  }

  private Testimony newest(Verification.Verified verified, Registration said, Attempt attempt) {
    Optional<Instant> newer = seen.newerThan(verified.statement());
    if (newer.isPresent()) {
      return denied(
          attempt.place(),
          "it is of "
              + verified.statement().signedAt()
              + ", and a newer one was seen, of "
              + newer.get(),
          Advice.on(Reason.REPLAYED, said, allowed != null)
              + "; if the host's clock was wrong, remove its line from "
              + seen);
    }
    Optional<String> missed = missed(said);
    if (missed.isPresent()) {
      return denied(
          attempt.place(),
          "the registry selected it for the label " + missed.get() + ", which it has not signed",
          "hosts that sign the labels by which they are selected");
    }
    return signed(said, attempt);
  }

  private static Testimony signed(Registration said, Attempt attempt) {
    ToolGroup group = attempt.group();
    ToolHost place = attempt.place();
    List<Tool> named =
        said.publishedTools().stream().filter(tool -> tool.name().equals(group.name())).toList();
    // A list may have a name twice: then the one that was chosen, if it is there as it was told.
    Optional<Tool> tool =
        named.size() == 1
            ? Optional.of(named.get(0))
            : named.stream()
                .filter(each -> each.execution().equals(place.execution()))
                .filter(each -> each.definition().hash().equals(place.schemaHash()))
                .findFirst();
    if (tool.isEmpty()) {
      return denied(
          place,
          "the host signed no such tool",
          "a tool that registry-cli instances " + said.id() + " -o json shows");
    }
    Offer offer = new Offer(said, tool.get());
    ToolGroup signed =
        ToolGroupJson.read(ToolGroupJson.write(tool.get().definition(), List.of(offer), List.of()));
    return new Testimony.Given(
        new Attempt(signed, signed.hosts().get(0), attempt.arguments(), attempt.overrides()));
  }

  /**
   * Whose signature counts. Of host keys, those that ssh would accept on its way. When the host
   * says that this way leads to another name, the key must be known under the host's own name, too:
   * else any host that is known could say that it is this one.
   */
  private Verdict<KeyTrust> trust(Registration said, SshOverrides overrides) {
    if (allowed != null) {
      return new Verdict.Accepted<>(allowed.of(said.host(), clock.instant()));
    }
    List<SshCommand> ways = new ArrayList<>();
    SshTarget target = said.ssh();
    boolean isElsewhere =
        target != null && target.address() != null && !target.address().equals(said.host().value());
    List<Verdict<SshDestination>> destinations = new ArrayList<>();
    destinations.add(SshDestination.of(said.host(), target, overrides));
    if (isElsewhere) {
      destinations.add(
          SshDestination.of(said.host(), null, new SshOverrides(overrides.user(), null)));
    }
    for (Verdict<SshDestination> destination : destinations) {
      switch (destination) {
        case Verdict.Refused<SshDestination> refused -> {
          return new Verdict.Refused<>(refused.refusal());
        }
        case Verdict.Accepted<SshDestination> accepted ->
            ways.add(SshCommand.to(accepted.value(), environment));
      }
    }
    return new Verdict.Accepted<>(known.of(ways));
  }

  private static Testimony denied(ToolHost place, String why, String accepted) {
    return new Testimony.Denied(
        new Refusal("signature of " + place.instance() + " on " + place.host(), why, accepted));
  }

  /** A label by which the registry says that it selected this host, and which the host has not. */
  private Optional<String> missed(Registration said) {
    return labels.stream().filter(label -> !holds(said.labels(), label)).findFirst();
  }

  private static boolean holds(Map<String, String> labels, String asked) {
    int equals = asked.indexOf('=');
    return equals < 0
        ? labels.containsKey(asked)
        : asked.substring(equals + 1).equals(labels.get(asked.substring(0, equals)));
  }
}
