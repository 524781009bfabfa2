package dev.runspec.registry.client.testing;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.InvalidDocument.Fault;
import dev.runspec.registry.json.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An answer that says no. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  private Refusal(int status, Problem problem, Optional<Duration> retryAfter) {
    super(problem.detail());
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  static Refusal of(int status, ErrorCode code, String detail) {
    return new Refusal(status, new Problem(code, detail, List.of()), Optional.empty());
  }

  static Refusal of(int status, ErrorCode code, String detail, Duration retryAfter) {
    return new Refusal(status, new Problem(code, detail, List.of()), Optional.of(retryAfter));
  }

  static Refusal invalid(String message) {
    return new Refusal(
        422,
        new Problem(ErrorCode.INVALID_REQUEST, message, List.of(new Fault("", message))),
        Optional.empty());
  }

  static Refusal of(InvalidDocument document) {
    return new Refusal(
        422,
        new Problem(
            ErrorCode.INVALID_REQUEST, String.valueOf(document.getMessage()), document.faults()),
        Optional.empty());
  }

  static Refusal instanceNotFound() {
    return of(404, ErrorCode.INSTANCE_NOT_FOUND, "Instance not found");
  }

  static Refusal toolNotFound() {
    return of(404, ErrorCode.TOOL_NOT_FOUND, "Tool not found");
  }

  /** What only a real registry does. */
  static Refusal notDone(String what) {
    return of(501, ErrorCode.UNKNOWN, "The fake registry does not do this: " + what);
  }

  Answer answer() {
    Answer answer =
        new Answer(
            status,
            "application/problem+json",
            problem.utf8("Refused by the fake registry", status, null));
    retryAfter.ifPresent(wait -> answer.with("Retry-After", Long.toString(wait.toSeconds())));
    return answer;
  }
}
