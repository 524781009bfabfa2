package dev.runspec.registry.command;

import dev.runspec.registry.BecomeMethod;
import java.util.Map;
import java.util.Set;

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
}
