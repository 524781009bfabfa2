package dev.runspec.registry.cli.policy;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.command.AllowedFlags;
import dev.runspec.registry.command.RunPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule allows. What it does not say is not restricted by it.
 *
 * @param isAllowing false when it allows nothing at all
 * @param commands programs; any where empty
 * @param runAs users to become, {@code ""} for none; any where empty
 * @param become how to become them; any way that is known where empty
 * @param flags flags beyond those that are always allowed
 * @param way where the registry may send the caller
 * @param demands what else is needed
 */
record Terms(
    boolean isAllowing,
    List<CommandPrefix> commands,
    List<UserPattern> runAs,
    Set<BecomeMethod> become,
    Map<BecomeMethod, AllowedFlags> flags,
    Way way,
    Demands demands) {

  Terms {
    commands = List.copyOf(commands);
    runAs = List.copyOf(runAs);
    become = Set.copyOf(become);
    flags = Map.copyOf(flags);
  }

  /**
   * What is against a run, if anything is.
   *
   * @param host its host, or the address that the registry gives for it
   */
  Optional<Objection> objection(Request request, String host) {
    if (!isAllowing) {
      return Optional.of(new Objection(request.tool() + " on " + host, "nothing there"));
    }
    return commandObjection(request)
        .or(() -> runAsObjection(request))
        .or(() -> becomeObjection(request))
        .or(() -> way.objection(request));
  }

  /** What the registry may ask for under this rule. */
  RunPolicy checks(RunPolicy before) {
    RunPolicy narrowed = become.isEmpty() ? before : before.narrowedTo(become);
    return narrowed.withFlags(flags);
  }

  private Optional<Objection> commandObjection(Request request) {
    String command = request.command();
    return commands.isEmpty() || commands.stream().anyMatch(each -> each.covers(command))
        ? Optional.empty()
        : Optional.of(new Objection("command " + command, Objection.listed("commands", commands)));
  }

  private Optional<Objection> runAsObjection(Request request) {
    String user = request.runAs();
    return runAs.isEmpty() || runAs.stream().anyMatch(each -> each.matches(user))
        ? Optional.empty()
        : Optional.of(
            new Objection(
                user.isEmpty() ? "run-as nobody else" : "run-as " + user,
                Objection.listed("run-as", runAs)));
  }

  private Optional<Objection> becomeObjection(Request request) {
    boolean isOther =
        !request.runAs().isEmpty()
            && !become.isEmpty()
            && request.becomeMethod().filter(become::contains).isEmpty();
    return isOther
        ? Optional.of(
            new Objection(
                "become method " + request.methodName(),
                Objection.listed(
                    "become", become.stream().map(BecomeMethod::program).sorted().toList())))
        : Optional.empty();
  }
}
