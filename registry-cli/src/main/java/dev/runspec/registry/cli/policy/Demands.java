package dev.runspec.registry.cli.policy;

import java.util.Optional;

/**
 * What a rule needs before something runs.
 *
 * @param isConfirmed whether a yes
 * @param autonomy whether what the tool's agent asks for; unless said, for agents alone
 * @param isSigned whether a signature of the host
 */
record Demands(boolean isConfirmed, Optional<Boolean> autonomy, boolean isSigned) {

  /** Those of somebody who has no rules. */
  static final Demands STANDARD = new Demands(false, Optional.empty(), false);

  boolean isAutonomyObeyed(Request request) {
    return autonomy.orElse(request.caller() == Caller.AGENTS);
  }

  Consent consent(Request request) {
    Consent own = isConfirmed ? Consent.YES : Consent.NONE;
    return isAutonomyObeyed(request) ? own.and(Consent.of(request.autonomy())) : own;
  }
}
