package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.InvalidDocument.Fault;
import dev.runspec.registry.json.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one table of errors, and how one looks on the wire: RFC 9457. */
public final class Problems {

  /** The media type of every error. */
  public static final String CONTENT_TYPE = "application/problem+json";

  /** A full disk may have room again, and a lost one be back, after about this long. */
  private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

  private Problems() {}

  /** The status of this code. */
  public static int status(ErrorCode code) {
    return switch (code) {
      case MALFORMED_REQUEST -> 400;
      case FORBIDDEN -> 403;
      case INSTANCE_NOT_FOUND, TOOL_NOT_FOUND, ROUTE_NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case REQUEST_TIMEOUT -> 408;
      case PAYLOAD_TOO_LARGE -> 413;
      case URI_TOO_LONG -> 414;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case INVALID_REQUEST -> 422;
      case RATE_LIMITED -> 429;
      case INTERNAL_ERROR, UNKNOWN -> 500;
      case STORE_UNAVAILABLE -> 503;
    };
  }

  /** The answer that says this refusal. */
  public static Answer of(Refusal refusal) {
    Answer answer = of(refusal.code(), refusal.detail(), refusal.errors());
    return refusal
        .retryAfter()
        .map(wait -> answer.with("Retry-After", Long.toString(wholeSeconds(wait))))
        .orElse(answer);
  }

  /** The answer to a body that does not fit. */
  static Answer of(InvalidDocument document) {
    return of(Refusal.invalid(document.faults()));
  }

  /** The answer while the store takes no writes. */
  static Answer of(StoreUnavailable store) {
    String detail = "The store takes no writes at present: " + store.getMessage() + "; try again";
    return of(new Refusal(ErrorCode.STORE_UNAVAILABLE, detail).retryAfter(STORE_PAUSE));
  }

  /** The answer for this code. */
  public static Answer of(ErrorCode code, String detail) {
    return of(code, detail, List.of());
  }

  /** The answer to a fault of our own: it names the entry in the log, never the cause. */
  static Answer internal(String requestId) {
    int status = status(ErrorCode.INTERNAL_ERROR);
    String detail = "The registry failed; its log has the cause under the request id";
    return answer(status, ErrorCode.INTERNAL_ERROR, detail, List.of(), requestId);
  }

  /** The answer for this code under a status that HTTP itself asks for, such as 505. */
  static Answer of(int status, ErrorCode code, String detail) {
    return answer(status, code, detail, List.of(), null);
  }

  private static Answer of(ErrorCode code, String detail, List<Fault> errors) {
    return answer(status(code), code, detail, errors, null);
  }

  private static Answer answer(
      int status, ErrorCode code, String detail, List<Fault> errors, @Nullable String requestId) {
    Problem problem =
        new Problem(
            code,
            whole(detail),
            errors.stream()
                .map(error -> new Fault(whole(error.pointer()), whole(error.message())))
                .toList());
    return Answer.of(status, CONTENT_TYPE, problem.utf8(title(status), status, requestId));
  }

  /** A detail may quote the caller; what is not Unicode in it becomes a question mark. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** RFC 9110, section 15. */
  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> "Error";
    };
  }

  private static long wholeSeconds(Duration wait) {
    long seconds = wait.plusNanos(999_999_999).toSeconds();
    return Math.max(1, seconds);
  }
}
