package dev.runspec.registry.server.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What callers prefer (RFC 7240): to be answered only when there is something new. */
final class Preference {

  /** The longest that anybody is kept waiting; who asks for more gets this. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=$|[,;])", Pattern.CASE_INSENSITIVE);

  private Preference() {}

  /** How long the caller would wait; empty when it did not say, or not so that we understand it. */
  static Optional<Duration> waiting(List<String> prefer) {
    for (String field : prefer) {
      Matcher wait = WAIT.matcher(field);
      if (wait.find()) {
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        Duration granted = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        return Optional.of(granted).filter(time -> !time.isZero());
      }
    }
    return Optional.empty();
  }
}
