package dev.runspec.registry.command;

import dev.runspec.registry.BecomeMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Flags for a become method, one word each, every one of them on the caller's list.
 *
 * @param words the flags and their values, in the order given
 */
record BecomeFlags(List<String> words) {

  private static final Pattern CLUSTER = Pattern.compile("-[A-Za-z]{2,}");
  private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_./:@%+,=-]*");

  BecomeFlags {
    words = List.copyOf(words);
  }

  /** Takes {@code text} apart at its spaces, {@code -Hn} into two, and checks every piece. */
  static Verdict<BecomeFlags> of(BecomeMethod method, String text, AllowedFlags allowed) {
    if (TextRule.hasControl(text)) {
      return refused(method, text, "control characters are never passed on", allowed);
    }
    List<String> words = new ArrayList<>();
    Iterator<String> tokens =
        Arrays.stream(text.split(" ", -1)).filter(token -> !token.isEmpty()).iterator();
    while (tokens.hasNext()) {
      String token = tokens.next();
      if (allowed.switches().contains(token)) {
        words.add(token);
      } else if (allowed.withValue().contains(token)) {
        String value = tokens.hasNext() ? tokens.next() : "";
        if (!PLAIN_VALUE.matcher(value).matches()) {
          return refused(method, (token + " " + value).trim(), "its value is not plain", allowed);
        }
        words.add(token);
        words.add(value);
      } else if (CLUSTER.matcher(token).matches() && allowed.switches().containsAll(apart(token))) {
        words.addAll(apart(token));
      } else {
        return refused(method, token, "this flag is not on the list", allowed);
      }
    }
    return new Verdict.Accepted<>(new BecomeFlags(words));
  }

  private static List<String> apart(String cluster) {
    return cluster.substring(1).chars().mapToObj(letter -> "-" + (char) letter).toList();
  }

  private static Verdict<BecomeFlags> refused(
      BecomeMethod method, String flags, String why, AllowedFlags allowed) {
    return new Verdict.Refused<>(
        new Refusal(
            "flags for " + method.program() + ": " + flags,
            why,
            method.program() + " takes " + allowed.inWords()));
  }
}
