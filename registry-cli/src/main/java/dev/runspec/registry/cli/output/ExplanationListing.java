package dev.runspec.registry.cli.output;

import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.cli.explanation.Candidate;
import dev.runspec.registry.cli.explanation.Explanation;
import dev.runspec.registry.cli.explanation.Explanation.Call;
import dev.runspec.registry.cli.explanation.Explanation.OtherVariant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the explanation of a run is shown. */
public final class ExplanationListing {

  /** What an explanation says, a row each. */
  public static final Listing<Line> LINES =
      new Listing<>(
          List.of(Column.always("WHAT", Line::what), Column.whole("IS", Line::is)),
          Line::is,
          line -> {
            throw new IllegalStateException("a line has no JSON of its own");
          });

  private ExplanationListing() {}

  /**
   * One line for people.
   *
   * @param what what it tells of
   * @param is what it tells
   */
  public record Line(String what, String is) {}

  /** The JSON of the whole. */
  public static Listing<Explanation> at(Instant now) {
    return new Listing<>(
        List.of(),
        explanation -> explanation.attempt().group().name().value(),
        explanation -> JsonText.utf8(json(explanation, now)));
  }

  /** The same for people, as of {@code now}. */
  public static List<Line> lines(Explanation explanation, Instant now) {
    List<Line> lines = new ArrayList<>();
    Execution execution = explanation.attempt().place().execution();
    lines.add(new Line("tool", explanation.attempt().group().name().value()));
    lines.add(new Line("host", explanation.attempt().place().host().value()));
    lines.add(new Line("instance", instance(explanation, now)));
    lines.add(new Line("why it", explanation.why()));
    explanation.others().forEach(other -> lines.add(new Line("not", other(other, now))));
    lines.add(new Line("command", orNothing(execution.command())));
    lines.add(new Line("run as", runAs(execution)));
    lines.add(new Line("definition", explanation.definition().orElse("")));
    lines.add(new Line("run hash", explanation.run().map(hash -> hash.value()).orElse("")));
    explanation.variants().forEach(each -> lines.add(new Line("variant", variant(each))));
    if (!explanation.differing().isEmpty()) {
      lines.add(new Line("run otherwise", "on " + hosts(explanation.differing())));
    }
    lines.add(new Line("signature", explanation.signature().detail()));
    lines.add(new Line("policy", explanation.finding().decision().word()));
    lines.add(new Line("why so", FindingListing.why(explanation.finding().decision())));
    explanation
        .call()
        .ifPresent(
            call -> {
              lines.add(new Line("remote", call.remote()));
              lines.add(new Line("ssh", Pasteable.line(call.argv())));
            });
    return lines;
  }

  private static String instance(Explanation explanation, Instant now) {
    return explanation
        .instance()
        .map(each -> told(each) + ", heard of " + Age.since(each.lastSeen(), now) + " ago")
        .orElse(explanation.attempt().place().instanceId() + ", which has just gone");
  }

  private static String other(Candidate other, Instant now) {
    Instance instance = other.instance();
    return told(instance)
        + ", heard of "
        + Age.since(instance.lastSeen(), now)
        + " ago: "
        + other.why();
  }

  private static String told(Instance instance) {
    return instance.id()
        + " (agent "
        + instance.name()
        + " "
        + instance.registration().version()
        + ", "
        + instance.state().wireName()
        + ")";
  }

  private static String runAs(Execution execution) {
    String user = orNothing(execution.runAs());
    if (user.isEmpty()) {
      return "the login itself";
    }
    String method = execution.becomeMethod() == null ? "sudo" : execution.becomeMethod();
    String flags = orNothing(execution.becomeFlags());
    return user + " by " + (flags.isEmpty() ? method : method + " " + flags);
  }

  private static String variant(OtherVariant variant) {
    return variant.schemaHash() + " on " + hosts(variant.hosts());
  }

  private static String hosts(List<HostName> hosts) {
    return hosts.stream().map(HostName::value).distinct().collect(Collectors.joining(", "));
  }

  private static Map<String, @Nullable Object> json(Explanation explanation, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Execution execution = explanation.attempt().place().execution();
    json.put("tool", explanation.attempt().group().name());
    json.put("host", explanation.attempt().place().host());
    json.put("instance", explanation.instance().map(each -> json(each, now)));
    json.put("why", explanation.why());
    json.put("others", explanation.others().stream().map(each -> json(each, now)).toList());
    json.put("x-command", execution.command());
    json.put("x-run-as", execution.runAs());
    json.put("x-become-method", execution.becomeMethod());
    json.put("x-become-flags", execution.becomeFlags());
    json.put("schema_hash", explanation.definition());
    json.put("run_hash", explanation.run());
    json.put("variants", explanation.variants().stream().map(ExplanationListing::json).toList());
    json.put("run_otherwise_on", explanation.differing());
    json.put("signature", explanation.signature().state());
    json.put("signature_detail", explanation.signature().detail());
    json.put("policy", FindingListing.json(explanation.finding().decision()));
    json.put("remote_command", explanation.call().map(Call::remote));
    json.put("argv", explanation.call().map(Call::argv));
    return json;
  }

  private static Map<String, @Nullable Object> json(Instance instance, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("instance_id", instance.id());
    json.put("name", instance.name());
    json.put("version", instance.registration().version());
    json.put("state", instance.state().wireName());
    json.put("age", Math.max(0, Duration.between(instance.lastSeen(), now).toSeconds()));
    return json;
  }

  private static Map<String, @Nullable Object> json(Candidate other, Instant now) {
    Map<String, @Nullable Object> json = json(other.instance(), now);
    json.put("why_not", other.why());
    return json;
  }

  private static Map<String, @Nullable Object> json(OtherVariant variant) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("schema_hash", variant.schemaHash());
    json.put("hosts", variant.hosts());
    return json;
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }
}
