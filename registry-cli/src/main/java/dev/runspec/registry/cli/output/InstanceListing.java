package dev.runspec.registry.cli.output;

import dev.runspec.registry.Instance;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.json.InstanceJson;
import java.time.Instant;
import java.util.List;

/** How instances are shown. */
public final class InstanceListing {

  private InstanceListing() {}

  /** Instances, a row each, with ages as of {@code now}. */
  public static Listing<Instance> at(Instant now) {
    return with(
        Column.always("SEEN", instance -> Age.since(instance.lastSeen(), now)),
        Column.wide(
            "EXPIRES", instance -> instance.active() ? Age.until(instance.expiresAt(), now) : ""),
        now);
  }

  /**
   * The same for a list that is shown for longer: beats do not change it, so it says nothing of
   * what every beat moves.
   */
  public static Listing<Instance> lastingAt(Instant now) {
    return with(
        Column.always("SINCE", instance -> Age.since(instance.stateSince(), now)),
        Column.wide("HEARD", instance -> Age.since(instance.heardAt(), now)),
        now);
  }

  /** How long ago the tools were signed, as the registry says: nobody verified it here. */
  private static String signed(Instance instance, Instant now) {
    ToolsSignature signature = instance.registration().signature();
    return signature == null ? "" : Age.since(signature.signedAt(), now);
  }

  private static Listing<Instance> with(
      Column<Instance> age, Column<Instance> further, Instant now) {
    return new Listing<>(
        List.of(
            Column.always("ID", instance -> instance.id().value()),
            Column.always("NAME", Instance::name),
            Column.always("HOST", instance -> instance.host().value()),
            Column.<Instance>always("STATE", instance -> instance.state().wireName())
                .tinted(instance -> Tint.of(instance.state())),
            age,
            Column.always(
                "TOOLS",
                instance -> String.valueOf(instance.registration().publishedTools().size())),
            Column.wide("VERSION", instance -> instance.registration().version()),
            Column.wide("REGISTERED", instance -> Age.since(instance.registeredAt(), now)),
            further,
            Column.wide(
                "INTERVAL", instance -> Age.of(instance.registration().heartbeatInterval())),
            Column.wide("SIGNED", instance -> signed(instance, now)),
            Column.wide("SSH", instance -> ToolListing.ssh(instance.registration().ssh())),
            Column.wide(
                "LABELS", instance -> ToolListing.labels(instance.registration().labels()))),
        instance -> instance.id().value(),
        InstanceJson::write);
  }
}
