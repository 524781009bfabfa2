package dev.runspec.registry.cli.arguments;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Clearance;
import dev.runspec.registry.cli.run.Guard;
import dev.runspec.registry.command.Refusal;
import dev.runspec.registry.command.RunPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds arguments against the schema that the tool has on that very host. It is there for people
 * and their slips: what it does not understand it lets pass, and arguments are sent as they were
 * typed. Not safe for several threads.
 */
public final class ArgumentCheck implements Guard {

  private final Map<Question, Optional<Refusal>> answers = new HashMap<>();

  /** Hosts that have the same tool get the same answer. */
  private record Question(JsonDocument schema, List<String> words) {}

  @Override
  public Clearance clear(Attempt attempt, RunPolicy before) {
    Optional<Refusal> refusal =
        ToolSchemas.on(attempt.place(), attempt.group())
            .map(schema -> new Question(schema, attempt.arguments()))
            .flatMap(question -> answers.computeIfAbsent(question, ArgumentCheck::answer));
    return refusal
        .<Clearance>map(Clearance.Refused::new)
        .orElseGet(() -> Clearance.cleared(before));
  }

  private static Optional<Refusal> answer(Question question) {
    try {
      return Complaints.about(ToolSchema.of(question.schema()), question.words());
    } catch (UncheckableSchema e) {
      return Optional.of(
          new Refusal(
              "the arguments",
              "they cannot be checked, since the tool's schema " + e.getMessage(),
              "a tool with a plain schema, or --no-validate"));
    }
  }
}
