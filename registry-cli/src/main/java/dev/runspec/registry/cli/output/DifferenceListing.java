package dev.runspec.registry.cli.output;

import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.cli.difference.Difference;
import dev.runspec.registry.cli.difference.Difference.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How differences between two hosts are shown. */
public final class DifferenceListing {

  private DifferenceListing() {}

  /** Differences, a row each: what the left host has, and what the right one. */
  public static Listing<Difference> of(HostName left, HostName right) {
    return new Listing<>(
        List.of(
            Column.always("TOOL", difference -> difference.tool().value()),
            Column.wide("AGENT", difference -> Objects.requireNonNullElse(difference.agent(), "")),
            Column.always("DIFFERENCE", DifferenceListing::what),
            Column.always(
                Visible.of(left.value()), difference -> side(difference, difference.left())),
            Column.always(
                Visible.of(right.value()), difference -> side(difference, difference.right()))),
        difference -> difference.tool().value(),
        DifferenceListing::json);
  }

  private static String what(Difference difference) {
    String what =
        difference.kind() == Kind.PRESENCE ? "the tool itself" : difference.member().substring(1);
    return difference.agent() == null ? what : what + " (" + difference.agent() + ")";
  }

  private static String side(Difference difference, @Nullable JsonDocument value) {
    if (value == null) {
      return "";
    }
    return difference.kind() == Kind.PRESENCE ? "there" : value.text();
  }

  private static byte[] json(Difference difference) {
    StringBuilder json = new StringBuilder("{\"tool\":");
    json.append(JsonDocument.string(difference.tool().value()));
    if (difference.agent() != null) {
      json.append(",\"agent\":").append(JsonDocument.string(difference.agent()));
    }
    json.append(",\"kind\":\"")
        .append(difference.kind().name().toLowerCase(Locale.ROOT))
        .append("\",\"member\":")
        .append(JsonDocument.string(difference.member()));
    if (difference.left() != null) {
      json.append(",\"left\":").append(difference.left());
    }
    if (difference.right() != null) {
      json.append(",\"right\":").append(difference.right());
    }
    return new JsonDocument(json.append('}').toString()).utf8();
  }
}
