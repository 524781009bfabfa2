package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.command.Refusal;
import java.util.List;

/** Whether something can be run. */
public sealed interface Readiness {

  /** What was asked for. */
  Attempt attempt();

  /**
   * It can be run.
   *
   * @param run the run
   */
  record Ready(Prepared run) implements Readiness {
    @Override
    public Attempt attempt() {
      return run.attempt();
    }
  }

  /**
   * It can be run once a person has said yes to each question.
   *
   * @param run the run
   * @param questions what to ask; at least one
   */
  record Unconfirmed(Prepared run, List<String> questions) implements Readiness {
    public Unconfirmed {
      questions = List.copyOf(questions);
    }

    @Override
    public Attempt attempt() {
      return run.attempt();
    }
  }

  /**
   * It is not run.
   *
   * @param attempt what was asked for
   * @param refusal why not
   */
  record Refused(Attempt attempt, Refusal refusal) implements Readiness {

    /** All of it in one line, without the host. */
    public String message() {
      ToolName tool = attempt.group().name();
      return "refused to run " + tool + ": " + refusal.message();
    }

    /** All of it in one line, for somebody who wanted to run it on several hosts. */
    public String messageWithHost() {
      ToolName tool = attempt.group().name();
      HostName host = attempt.place().host();
      return "refused to run " + tool + " on " + host + ": " + refusal.message();
    }
  }
}
