package dev.runspec.registry.command;

import dev.runspec.registry.BecomeMethod;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What a caller lets the registry ask for. It is the caller's own: nothing that the registry says
 * widens it.
 *
 * @param becomeMethods the allowed methods, with the flags that each may be given
 */
public record RunPolicy(Map<BecomeMethod, AllowedFlags> becomeMethods) {

  private static final RunPolicy STANDARD =
      new RunPolicy(
          Map.of(
              BecomeMethod.SUDO,
              new AllowedFlags(
                  Set.of("-H", "-n", "-E", "-i", "-P", "-k"),
                  Set.of("-g", "-p", "-r", "-t", "-T", "-D")),
              BecomeMethod.SU,
              new AllowedFlags(Set.of("-", "-l", "-m", "-p", "-P"), Set.of("-s", "-g", "-G")),
              BecomeMethod.DZDO,
              new AllowedFlags(
                  Set.of("-H", "-n", "-E", "-i", "-P", "-k"), Set.of("-g", "-p", "-r", "-t")),
              BecomeMethod.PBRUN,
              AllowedFlags.NONE));

  public RunPolicy {
    becomeMethods = Map.copyOf(becomeMethods);
  }

  /** All four methods, each with the flags that neither start a shell nor change the user. */
  public static RunPolicy standard() {
    return STANDARD;
  }

  /** The same with further flags, for those of its methods that these are for. */
  public RunPolicy withFlags(Map<BecomeMethod, AllowedFlags> more) {
    return changed(
        (method, flags) -> Optional.of(flags.and(more.getOrDefault(method, AllowedFlags.NONE))));
  }

  /** The same with those of its methods alone that are among these. */
  public RunPolicy narrowedTo(Set<BecomeMethod> methods) {
    return changed((method, flags) -> Optional.of(flags).filter(kept -> methods.contains(method)));
  }

  /** What both allow. */
  public RunPolicy within(RunPolicy other) {
    return changed(
        (method, flags) -> Optional.ofNullable(other.becomeMethods.get(method)).map(flags::within));
  }

  private RunPolicy changed(BiFunction<BecomeMethod, AllowedFlags, Optional<AllowedFlags>> change) {
    Map<BecomeMethod, AllowedFlags> changed = new EnumMap<>(BecomeMethod.class);
    becomeMethods.forEach(
        (method, flags) -> change.apply(method, flags).ifPresent(now -> changed.put(method, now)));
    return new RunPolicy(changed);
  }
}
