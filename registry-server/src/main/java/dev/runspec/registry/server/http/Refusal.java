package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A no to the caller, who did something wrong or came at the wrong time. Nothing was changed. */
public final class Refusal extends RuntimeException {

  /** What every caller with a bad key hears, whatever is wrong with it. */
  public static final String BAD_KEY = "Invalid or missing API key";

  private final ErrorCode code;
  private final transient List<Fault> errors;
  private final @Nullable Duration retryAfter;

  /** A refusal for this reason, told in these words. */
  public Refusal(ErrorCode code, String detail) {
    this(code, detail, List.of(), null);
  }

  private Refusal(
      ErrorCode code, String detail, List<Fault> errors, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  public static Refusal instanceNotFound() {
    return new Refusal(ErrorCode.INSTANCE_NOT_FOUND, "Instance not found");
  }

  public static Refusal toolNotFound() {
    return new Refusal(ErrorCode.TOOL_NOT_FOUND, "Tool not found");
  }

  /** The key is missing, wrong, expired or not for this. */
  public static Refusal badKey() {
    return new Refusal(ErrorCode.FORBIDDEN, BAD_KEY);
  }

  /** A body or parameter that does not fit, at one place. */
  public static Refusal invalid(String pointer, String message) {
    return invalid(List.of(new Fault(pointer, message)));
  }

  /** A body that does not fit; the detail is the first of these. */
  public static Refusal invalid(List<Fault> errors) {
    String detail = errors.get(0).toString();
    return new Refusal(ErrorCode.INVALID_REQUEST, detail, errors, null);
  }

  /** The same refusal, with the time after which the caller may try again. */
  public Refusal retryAfter(Duration wait) {
    return new Refusal(code, detail(), errors, wait);
  }

  public ErrorCode code() {
    return code;
  }

  /** The words for the caller. */
  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** What does not fit, for {@link ErrorCode#INVALID_REQUEST}. */
  public List<Fault> errors() {
    return errors;
  }

  /** After how long the caller may try again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
