package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.InvalidDocument.Fault;
import dev.runspec.registry.json.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * An answer that says no, as it was understood. Registries up to 0.1.1 send no code: then the
 * status and their two fixed texts stand for it.
 */
record Refusal(
    int status, ErrorCode code, String detail, List<Fault> faults, Optional<Duration> retryAfter) {

  private static final int LONGEST_DETAIL = 500;

  static Refusal of(Answer answer, InstantSource clock) {
    Optional<Duration> retryAfter = retryAfter(answer, clock);
    if (answer.status() / 100 == 3) {
      String where = answer.header("Location").map(to -> " to " + to).orElse("");
      return new Refusal(
          answer.status(),
          ErrorCode.UNKNOWN,
          "it redirects" + where + ", which is never followed; give the registry's own address",
          List.of(),
          retryAfter);
    }
    Problem problem = problem(answer);
    ErrorCode code =
        problem.code() == ErrorCode.UNKNOWN
            ? codeOf(answer.status(), problem.detail())
            : problem.code();
    String detail = problem.detail().isEmpty() ? fallbackDetail(code) : problem.detail();
    return new Refusal(answer.status(), code, shortened(detail), problem.faults(), retryAfter);
  }

  /** The whole of it in one line. */
  String sentence() {
    StringBuilder line = new StringBuilder(detail).append(" (").append(status);
    if (code != ErrorCode.UNKNOWN) {
      line.append(' ').append(code.wireName());
    }
    line.append(')');
    faults.forEach(fault -> line.append("; ").append(fault));
    retryAfter.ifPresent(
        wait -> line.append("; try again in ").append(wait.toSeconds()).append(" s"));
    return line.toString();
  }

  /** The same with nothing in it that {@code redaction} takes out. */
  Refusal redacted(Redaction redaction) {
    return new Refusal(
        status,
        code,
        redaction.of(detail),
        faults.stream()
            .map(fault -> new Fault(redaction.of(fault.pointer()), redaction.of(fault.message())))
            .toList(),
        retryAfter);
  }

  private static Problem problem(Answer answer) {
    try {
      return Problem.read(answer.body());
    } catch (InvalidDocument e) {
      return new Problem(ErrorCode.UNKNOWN, "", List.of());
    }
  }

  private static ErrorCode codeOf(int status, String detail) {
    return switch (status) {
      case 400 -> ErrorCode.MALFORMED_REQUEST;
      case 401, 403 -> ErrorCode.FORBIDDEN;
      case 404 ->
          switch (detail) {
            case "Instance not found" -> ErrorCode.INSTANCE_NOT_FOUND;
            case "Tool not found" -> ErrorCode.TOOL_NOT_FOUND;
            default -> ErrorCode.ROUTE_NOT_FOUND;
          };
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 408 -> ErrorCode.REQUEST_TIMEOUT;
      case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
      case 414 -> ErrorCode.URI_TOO_LONG;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 422 -> ErrorCode.INVALID_REQUEST;
      case 429 -> ErrorCode.RATE_LIMITED;
      case 500 -> ErrorCode.INTERNAL_ERROR;
      default -> ErrorCode.UNKNOWN;
    };
  }

  private static String fallbackDetail(ErrorCode code) {
    return code == ErrorCode.ROUTE_NOT_FOUND
        ? "there is no such path; is this the address of a registry?"
        : "it gave no reason";
  }

  private static String shortened(String detail) {
    return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
  }

  /** Seconds or a date, RFC 9110 section 10.2.3; what is neither is as if it were not there. */
  private static Optional<Duration> retryAfter(Answer answer, InstantSource clock) {
    return answer
        .header("Retry-After")
        .flatMap(
            value -> {
              try {
                return value.chars().allMatch(Character::isDigit)
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                    : Optional.of(Duration.between(clock.instant(), date(value)));
              } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
                return Optional.empty();
              }
            })
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Instant date(String value) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
  }
}
