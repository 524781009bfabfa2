package dev.runspec.registry.cli.output;

import dev.runspec.registry.cli.policy.Decision;
import dev.runspec.registry.cli.policy.Finding;
import dev.runspec.registry.cli.policy.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How decisions of the policy are shown. */
public final class FindingListing {

  /** Findings, a row each. */
  public static final Listing<Finding> FINDINGS =
      new Listing<>(
          List.of(
              Column.always("HOST", finding -> finding.place().host().value()),
              Column.wide("AGENT", finding -> finding.place().instance()),
              Column.<Finding>always("DECISION", finding -> finding.decision().word())
                  .tinted(finding -> tint(finding.decision())),
              Column.whole("WHY", finding -> why(finding.decision()))),
          finding -> finding.place().host().value(),
          finding -> JsonText.utf8(json(finding)));

  private FindingListing() {}

  static Tint tint(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> Tint.GOOD;
      case Decision.Asks asks -> Tint.CAUTION;
      case Decision.Refused refused -> Tint.BAD;
    };
  }

  /** A decision and how it came about, in one line. */
  static String why(Decision decision) {
    String reasons =
        decision.reasons().stream()
            .map(reason -> reason.where() + ": " + reason.what())
            .collect(Collectors.joining("; "));
    return switch (decision) {
      case Decision.Allowed allowed -> reasons;
      case Decision.Asks asks -> needs(asks) + "; " + reasons;
      case Decision.Refused refused -> refused.refusal().message();
    };
  }

  private static String needs(Decision.Asks asks) {
    return switch (asks.consent()) {
      case NONE -> "needs nothing";
      case WATCHED -> "needs somebody at a terminal, or --yes";
      case YES -> "needs a yes at a terminal, or --yes";
      case PERSON -> "needs the yes of a person at a terminal";
    };
  }

  static Map<String, Object> json(Decision decision) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("decision", decision.word());
    switch (decision) {
      case Decision.Allowed allowed -> json.put("verify", allowed.isSignatureNeeded());
      case Decision.Asks asks -> {
        json.put("verify", asks.isSignatureNeeded());
        json.put("consent", asks.consent().name().toLowerCase(Locale.ROOT));
      }
      case Decision.Refused refused -> json.put("refusal", refused.refusal().message());
    }
    json.put("reasons", decision.reasons().stream().map(FindingListing::json).toList());
    return json;
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("host", finding.place().host());
    json.put("agent", finding.place().instance());
    json.putAll(json(finding.decision()));
    return json;
  }

  private static Map<String, Object> json(Reason reason) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("where", reason.where());
    json.put("what", reason.what());
    return json;
  }
}
