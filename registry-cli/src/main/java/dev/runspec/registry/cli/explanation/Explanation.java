package dev.runspec.registry.cli.explanation;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.policy.Finding;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Witness.Testimony;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.Selection;
import dev.runspec.registry.command.RunHash;
import java.util.List;
import java.util.Optional;

/**
 * What a run would be.
 *
 * @param attempt what is asked for
 * @param instance the instance that speaks for the tool; empty if it has just gone
 * @param why why that one
 * @param others those of the host that do not, and why not
 * @param definition the hash of the tool's definition, made here of what the instance publishes
 * @param run the hash that stands for how it is run, too
 * @param variants other definitions of the tool, with their hosts
 * @param differing hosts that have the same definition and run it in another way
 * @param signature how it stands with the host's signature
 * @param finding what the policy says
 * @param call what would be started here; empty when it is refused
 */
public record Explanation(
    Attempt attempt,
    Optional<Instance> instance,
    String why,
    List<Candidate> others,
    Optional<String> definition,
    Optional<RunHash> run,
    List<OtherVariant> variants,
    List<HostName> differing,
    Signature signature,
    Finding finding,
    Optional<Call> call) {

  public Explanation {
    others = List.copyOf(others);
    variants = List.copyOf(variants);
    differing = List.copyOf(differing);
  }

  /** Whether it would be run, perhaps after a yes. */
  public boolean isRunnable() {
    return call.isPresent();
  }

  /**
   * Another definition of the tool.
   *
   * @param schemaHash its hash, in the registry's word
   * @param hosts the hosts that have it
   */
  public record OtherVariant(String schemaHash, List<HostName> hosts) {
    public OtherVariant {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * A call of {@code ssh}.
   *
   * @param remote the line that runs the tool on the host
   * @param argv the words that are started here
   */
  public record Call(String remote, List<String> argv) {
    public Call {
      argv = List.copyOf(argv);
    }
  }

  /**
   * Asks the registry for what it has of the host.
   *
   * @param isAgentNamed whether the caller chose the agent
   * @param testimony what a witness says of it; empty when none is heard
   * @param finding what the policy says
   * @param call what would be started here, if it may be
   */
  public static Explanation of(
      Attempt attempt,
      boolean isAgentNamed,
      Optional<Testimony> testimony,
      Finding finding,
      Optional<Call> call,
      RegistryClient registry) {
    ToolHost place = attempt.place();
    ToolName tool = attempt.group().name();
    List<Instance> there =
        registry.instances(Selection.all().liveness(Liveness.ALL).host(place.host())).stream()
            // A registry of old ignores what is selected.
            .filter(each -> each.host().equals(place.host()) && tool(each, tool).isPresent())
            .toList();
    Optional<Instance> chosen =
        there.stream().filter(each -> each.id().value().equals(place.instanceId())).findFirst();
    Choice choice = new Choice(attempt, there);
    Optional<String> definition =
        chosen.flatMap(each -> tool(each, tool)).map(each -> each.definition().hash());
    return new Explanation(
        attempt,
        chosen,
        choice.why(isAgentNamed),
        choice.others(),
        definition,
        definition.map(hash -> RunHash.of(hash, place.execution())),
        variants(attempt),
        differing(attempt),
        Signature.of(chosen, testimony),
        finding,
        call);
  }

  private static Optional<Tool> tool(Instance instance, ToolName name) {
    return instance.registration().publishedTools().stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst();
  }

  private static List<OtherVariant> variants(Attempt attempt) {
    return attempt.group().variants().stream()
        .filter(variant -> !variant.schemaHash().equals(attempt.place().schemaHash()))
        .map(variant -> new OtherVariant(variant.schemaHash(), variant.hosts()))
        .toList();
  }

  private static List<HostName> differing(Attempt attempt) {
    ToolHost place = attempt.place();
    return attempt.group().hosts().stream()
        .filter(other -> other.schemaHash().equals(place.schemaHash()))
        .filter(other -> !other.execution().equals(place.execution()))
        .map(ToolHost::host)
        .distinct()
        .toList();
  }
}
