package dev.runspec.registry.cli.run;

import dev.runspec.registry.cli.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides, before anything is connected, what of all that is to run may run: all of it, unless
 * somebody said that what is refused may be left out. The same question is asked once for all
 * hosts.
 *
 * @param preparation checks each
 * @param confirmation answers questions
 * @param isRefusedLeftOut whether the others run all the same
 */
public record Admission(
    Preparation preparation, Confirmation confirmation, boolean isRefusedLeftOut) {

  private static final int MOST_TOLD = 5;

  /**
   * What may run.
   *
   * @param runs those that may
   * @param refused those that may not, for the summary
   */
  public record Admitted(List<Prepared> runs, List<HostOutcome> refused) {
    public Admitted {
      runs = List.copyOf(runs);
      refused = List.copyOf(refused);
    }
  }

  /**
   * Decides.
   *
   * @throws CommandFailure if nothing may run
   */
  public Admitted of(List<Attempt> attempts) {
    List<Prepared> runs = new ArrayList<>();
    List<Readiness.Refused> refused = new ArrayList<>();
    Map<String, List<Prepared>> questions = new LinkedHashMap<>();
    for (Attempt attempt : attempts) {
      switch (preparation.of(attempt)) {
        case Readiness.Ready ready -> runs.add(ready.run());
        case Readiness.Unconfirmed unconfirmed -> {
          runs.add(unconfirmed.run());
          unconfirmed
              .questions()
              .forEach(
                  question ->
                      questions
                          .computeIfAbsent(question, each -> new ArrayList<>())
                          .add(unconfirmed.run()));
        }
        case Readiness.Refused each -> refused.add(each);
      }
    }
    if (!refused.isEmpty() && (!isRefusedLeftOut || runs.isEmpty())) {
      throw new CommandFailure(told(refused, attempts.size()));
    }
    questions.forEach((question, those) -> ask(question, those.size()));
    return new Admitted(
        runs,
        refused.stream()
            .map(each -> HostOutcome.refused(each.attempt().place().host(), each.messageWithHost()))
            .toList());
  }

  private void ask(String question, int hosts) {
    String whole = hosts > 1 ? question + " (" + hosts + " hosts)" : question;
    if (!confirmation.isGiven(whole)) {
      throw new CommandFailure("nothing was run, since nobody said yes: " + whole);
    }
  }

  private static String told(List<Readiness.Refused> refused, int all) {
    if (all == 1) {
      return refused.get(0).message();
    }
    boolean isSame =
        refused.stream().map(each -> each.refusal().message()).distinct().count() == 1
            && refused.size() == all;
    String reasons =
        isSame
            ? refused.get(0).message()
            : String.join(
                "; ",
                refused.stream().limit(MOST_TOLD).map(Readiness.Refused::messageWithHost).toList());
    String more = refused.size() > MOST_TOLD && !isSame ? "; and others" : "";
    return reasons
        + more
        + "; nothing was run on any host"
        + (refused.size() < all
            ? " (--skip-refused runs the other " + (all - refused.size()) + ")"
            : "");
  }
}
