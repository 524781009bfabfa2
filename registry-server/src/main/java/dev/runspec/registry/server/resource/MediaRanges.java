package dev.runspec.registry.server.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which media types a caller takes, and how gladly (RFC 9110, 12.5.1). Ranges that cannot be read
 * are not there.
 */
record MediaRanges(List<Range> ranges) {

  private static final Pattern RANGE =
      Pattern.compile("([a-z0-9!#$&^_.+*-]+)/([a-z0-9!#$&^_.+*-]+)((?:\\s*;.*)?)");
  private static final Pattern WEIGHT = Pattern.compile(";\\s*q\\s*=\\s*([01](?:\\.[0-9]{0,3})?)");

  MediaRanges {
    ranges = List.copyOf(ranges);
  }

  /** A range such as {@code text/*}; the more of it is said, the more it counts. */
  record Range(String type, String subtype, double weight) {

    boolean holds(String mediaType) {
      return (type.equals("*") || mediaType.startsWith(type + "/"))
          && (subtype.equals("*") || mediaType.endsWith("/" + subtype));
    }

    int precision() {
      return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
    }
  }

  static MediaRanges of(List<String> accept) {
    List<Range> ranges = new ArrayList<>();
    for (String field : accept) {
      for (String each : field.split(",", -1)) {
        Matcher range = RANGE.matcher(each.strip().toLowerCase(Locale.ROOT));
        if (range.matches()) {
          Matcher weight = WEIGHT.matcher(range.group(3));
          ranges.add(
              new Range(
                  range.group(1),
                  range.group(2),
                  weight.find() ? Double.parseDouble(weight.group(1)) : 1));
        }
      }
    }
    return new MediaRanges(ranges);
  }

  /** Whether the caller would rather have {@code one} than {@code other}. */
  boolean prefer(String one, String other) {
    return weight(one) > weight(other);
  }

  private double weight(String mediaType) {
    double weight = 0;
    int precision = -1;
    for (Range range : ranges) {
      if (range.precision() > precision && range.holds(mediaType)) {
        weight = range.weight();
        precision = range.precision();
      }
    }
    return weight;
  }
}
