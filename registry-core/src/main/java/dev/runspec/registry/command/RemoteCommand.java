package dev.runspec.registry.command;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line for the shell of a host: a tool's command, the caller's arguments, and the become method
 * around them, every word of it checked and quoted.
 */
public final class RemoteCommand {

  private static final Pattern RUN_AS = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*\\$?");

  private final String shell;
  private final Optional<BecomeMethod> becomeMethod;

  private RemoteCommand(String shell, Optional<BecomeMethod> becomeMethod) {
    this.shell = shell;
    this.becomeMethod = becomeMethod;
  }

  /** The exact line that the remote shell gets. */
  public String shell() {
    return shell;
  }

  /** What runs the command as another user; empty when the login itself runs it. */
  public Optional<BecomeMethod> becomeMethod() {
    return becomeMethod;
  }

  @Override
  public String toString() {
    return shell;
  }

  /**
   * Builds the line from what an agent said and what the caller adds, or says what is wrong.
   *
   * @param execution what the agent said; believed in nothing
   * @param args the caller's arguments; they may hold anything but NUL
   * @param policy what the caller allows
   */
  public static Verdict<RemoteCommand> of(
      Execution execution, List<String> args, RunPolicy policy) {
    String command = execution.command() == null ? "" : execution.command();
    Optional<Refusal> refusal = commandRefusal(command).or(() -> argumentRefusal(args));
    if (refusal.isPresent()) {
      return new Verdict.Refused<>(refusal.get());
    }
    List<String> payload = new ArrayList<>();
    payload.add(command);
    payload.addAll(args);
    String runAs = execution.runAs();
    if (runAs == null || runAs.isEmpty()) {
      return accepted(ShellQuote.join(payload), Optional.empty());
    }
    return becoming(runAs, execution, ShellQuote.join(payload), policy);
  }

  private static Verdict<RemoteCommand> becoming(
      String runAs, Execution execution, String payload, RunPolicy policy) {
    if (!RUN_AS.matcher(runAs).matches()) {
      return refused(
          "run-as " + runAs,
          "this is not a user name",
          "a letter or _ first, then letters, digits and _ . -, perhaps a $ at the end");
    }
    String name = execution.becomeMethod() == null ? "sudo" : execution.becomeMethod();
    Optional<BecomeMethod> method =
        BecomeMethod.named(name).filter(policy.becomeMethods()::containsKey);
    if (method.isEmpty()) {
      List<String> known =
          policy.becomeMethods().keySet().stream().sorted().map(BecomeMethod::program).toList();
      return refused("become method " + name, "it is not allowed", String.join(", ", known));
    }
    String flags = execution.becomeFlags() == null ? "" : execution.becomeFlags();
    AllowedFlags allowed = policy.becomeMethods().getOrDefault(method.get(), AllowedFlags.NONE);
    Verdict<BecomeFlags> verdict = BecomeFlags.of(method.get(), flags, allowed);
    if (verdict instanceof Verdict.Accepted<BecomeFlags> accepted) {
      return accepted(around(payload, method.get(), accepted.value(), runAs), method);
    }
    return new Verdict.Refused<>(((Verdict.Refused<BecomeFlags>) verdict).refusal());
  }

  private static String around(
      String payload, BecomeMethod method, BecomeFlags flags, String runAs) {
    List<String> words = new ArrayList<>();
    words.add(method.program());
    words.addAll(flags.words());
    if (method == BecomeMethod.SU) {
      words.addAll(List.of("-c", payload, runAs));
      return ShellQuote.join(words);
    }
    words.addAll(List.of("-u", runAs));
    return ShellQuote.join(words) + " " + payload;
  }

  private static Optional<Refusal> commandRefusal(String command) {
    String accepted = "a path or a program's name, without control characters";
    String what = "command " + command;
    if (command.isEmpty()) {
      return Optional.of(
          new Refusal(
              "command", "the agent of this tool names none", "x-command, set by the agent"));
    }
    if (command.startsWith("-")) {
      return Optional.of(new Refusal(what, "it would be read as an option", accepted));
    }
    if (TextRule.hasControl(command) || TextRule.hasLoneSurrogate(command)) {
      return Optional.of(
          new Refusal(
              what, "control characters and half characters are never passed on", accepted));
    }
    // A shell, and sudo too, read such a word as a variable and the next one as the program.
    if (!command.startsWith("/") && command.indexOf('=') >= 0) {
      return Optional.of(new Refusal(what, "it would be read as a variable", accepted));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> argumentRefusal(List<String> args) {
    for (int at = 0; at < args.size(); at++) {
      String arg = args.get(at);
      if (arg.indexOf('\0') >= 0 || TextRule.hasLoneSurrogate(arg)) {
        return Optional.of(
            new Refusal(
                "argument " + (at + 1),
                "it holds a NUL or half of a surrogate pair, which no program can be given",
                "any other text, line breaks too"));
      }
    }
    return Optional.empty();
  }

  private static Verdict<RemoteCommand> accepted(
      String shell, Optional<BecomeMethod> becomeMethod) {
    return new Verdict.Accepted<>(new RemoteCommand(shell, becomeMethod));
  }

  private static Verdict<RemoteCommand> refused(String what, String why, String accepted) {
    return new Verdict.Refused<>(new Refusal(what, why, accepted));
  }
}
