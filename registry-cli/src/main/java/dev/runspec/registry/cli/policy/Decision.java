package dev.runspec.registry.cli.policy;

import dev.runspec.registry.command.Refusal;
import dev.runspec.registry.command.RunPolicy;
import java.util.List;
import java.util.Locale;

/** What the policy says to one run. */
public sealed interface Decision {

  /** How it came about: a reason for each file and each host that was looked at. */
  List<Reason> reasons();

  /** In one word: {@code allowed}, {@code asks} or {@code refused}. */
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * It may run.
   *
   * @param checks what the registry may ask for
   * @param isSignatureNeeded whether only with a signature of the host
   * @param reasons how it came about
   */
  record Allowed(RunPolicy checks, boolean isSignatureNeeded, List<Reason> reasons)
      implements Decision {
    public Allowed {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * It may run if people agree.
   *
   * @param checks what the registry may ask for
   * @param isSignatureNeeded whether only with a signature of the host
   * @param consent what is needed of people, never {@link Consent#NONE}
   * @param cause who wants that
   * @param reasons how it came about
   */
  record Asks(
      RunPolicy checks,
      boolean isSignatureNeeded,
      Consent consent,
      String cause,
      List<Reason> reasons)
      implements Decision {
    public Asks {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * It may not run.
   *
   * @param refusal what is refused, by which rule, and what it would take
   * @param reasons how it came about
   */
  record Refused(Refusal refusal, List<Reason> reasons) implements Decision {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }
}
