package dev.runspec.registry.json;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as it travels: RFC 9457 with our stable code.
 *
 * @param code why
 * @param detail what happened, for people
 * @param faults what is wrong with the body, one by one; empty for other errors
 */
public record Problem(ErrorCode code, String detail, List<Fault> faults) {

  public Problem {
    faults = List.copyOf(faults);
  }

  /**
   * Writes it.
   *
   * @param title the name of the status
   * @param status the HTTP status
   * @param requestId the id under which the cause was logged, or null
   */
  public byte[] utf8(String title, int status, @Nullable String requestId) {
    return JsonWriter.object(
        body -> {
          body.member("type", "about:blank")
              .member("title", title)
              .member("status", status)
              .member("detail", detail)
              .member("code", code.wireName());
          if (!faults.isEmpty()) {
            body.array(
                "errors",
                faults,
                (fault, array) ->
                    array.element(
                        each ->
                            each.member("pointer", fault.pointer())
                                .member("message", fault.message())));
          }
          body.member("request_id", requestId);
        });
  }

  /**
   * Reads what a registry, old or new, says with an error.
   *
   * @throws InvalidDocument if it is nothing of the kind
   */
  public static Problem read(byte[] utf8) {
    return JsonReader.read(
        utf8,
        reader -> {
          if (!reader.enterObject()) {
            return null;
          }
          ErrorCode code = ErrorCode.UNKNOWN;
          String detail = "";
          List<Fault> faults = List.of();
          for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
              case "code" -> code = ErrorCode.named(reader.stringOr(""));
              case "detail" -> {
                if (reader.isString()) {
                  detail = reader.stringOr("");
                } else {
                  detail = Documents.copied(reader).text();
                }
              }
              case "errors" -> faults = reader.elements(Problem::readFault);
              default -> reader.skip();
            }
          }
          return new Problem(code, detail, faults);
        });
  }

  private static @Nullable Fault readFault(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    String pointer = "";
    String message = "";
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "pointer" -> pointer = reader.stringOr("");
        case "message" -> message = reader.stringOr("");
        default -> reader.skip();
      }
    }
    return new Fault(pointer, message);
  }
}
