package dev.runspec.registry.cli.policy;

import dev.runspec.registry.command.Refusal;
import dev.runspec.registry.command.RunPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One decision on its way: files and hosts are looked at one after the other, and each of them can
 * only take away. Used once, by one thread.
 */
final class Deliberation {

  private static final String WITHOUT = "no policy file";

  private final Request request;
  private final RunPolicy before;
  private final List<Reason> reasons = new ArrayList<>();
  private final Set<String> causes = new LinkedHashSet<>();
  private @Nullable RunPolicy checks;
  private Consent consent = Consent.NONE;
  private boolean isSignatureNeeded;
  private @Nullable Refusal refusal;

  Deliberation(Request request, RunPolicy before) {
    this.request = request;
    this.before = before;
  }

  Decision withoutFiles() {
    take(before, Demands.STANDARD, WITHOUT, "only the fixed checks apply");
    return decision();
  }

  Decision by(List<PolicyFile> files) {
    for (PolicyFile file : files) {
      consult(file);
    }
    return decision();
  }

  private void consult(PolicyFile file) {
    Optional<Rule> deciding = first(file, rule -> rule.scope().covers(request, request.host()));
    if (deciding.isEmpty()) {
      refuse(
          new Objection(
              request.tool() + " on " + request.host(),
              "what a rule names; none is about this for " + request.caller().word()),
          file.path().toString());
      return;
    }
    Rule rule = deciding.get();
    apply(file, rule, request.host());
    if (request.isRedirected()) {
      consultAddress(file, rule);
    }
  }

  /** The registry says that SSH goes elsewhere: then that is a host like any other. */
  private void consultAddress(PolicyFile file, Rule deciding) {
    String address = request.address();
    Optional<Rule> meant = first(file, rule -> rule.scope().means(request, address));
    if (meant.isPresent()) {
      if (!meant.get().equals(deciding)) {
        apply(file, meant.get(), address);
      }
    } else if (!deciding.terms().way().hasAddress(request)) {
      refuse(
          new Objection(
              "address " + address + " for " + request.host(),
              Objection.listed("addresses", deciding.terms().way().addresses())
                  + ", or a rule whose hosts name it"),
          file.place(deciding));
    }
  }

  private void apply(PolicyFile file, Rule rule, String host) {
    Optional<Objection> objection = rule.terms().objection(request, host);
    if (objection.isPresent()) {
      refuse(objection.get(), file.place(rule));
    } else {
      Terms terms = rule.terms();
      take(terms.checks(before), terms.demands(), file.place(rule), "it allows this on " + host);
    }
  }

  private void take(RunPolicy allowed, Demands demands, String where, String why) {
    RunPolicy soFar = checks;
    checks = soFar == null ? allowed : soFar.within(allowed);
    isSignatureNeeded |= demands.isSigned();
    consent = consent.and(demands.consent(request));
    StringBuilder told = new StringBuilder(why);
    if (demands.isConfirmed()) {
      told.append("; it wants a yes");
      causes.add(where + " wants a yes");
    }
    if (demands.isAutonomyObeyed(request) && Consent.of(request.autonomy()) != Consent.NONE) {
      String autonomy = "the tool's autonomy is " + request.autonomy().wireName();
      told.append("; ").append(autonomy);
      causes.add(autonomy);
    }
    if (demands.isSigned()) {
      told.append("; it wants a signature of the host");
    }
    reasons.add(new Reason(where, told.toString()));
  }

  private void refuse(Objection objection, String where) {
    Refusal found =
        new Refusal(
            objection.what(), "the policy does not allow it, " + where, objection.accepted());
    reasons.add(new Reason(where, "it does not allow " + found.refused()));
    refusal = refusal == null ? found : refusal;
  }

  private Decision decision() {
    RunPolicy allowed = checks;
    if (refusal != null) {
      return new Decision.Refused(refusal, reasons);
    }
    if (allowed == null) {
      throw new IllegalStateException("nobody allowed or refused it");
    }
    return consent == Consent.NONE
        ? new Decision.Allowed(allowed, isSignatureNeeded, reasons)
        : new Decision.Asks(
            allowed, isSignatureNeeded, consent, String.join(", and ", causes), reasons);
  }

  private static Optional<Rule> first(PolicyFile file, Predicate<Rule> condition) {
    return file.rules().stream().filter(condition).findFirst();
  }
}
