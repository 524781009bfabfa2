package dev.runspec.registry.cli.policy;

import dev.runspec.registry.SshTarget;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule lets the registry send a caller beyond a host's name, and as whom.
 *
 * @param addresses the addresses; none but the host's name where there are none
 * @param ports the ports; none but SSH's own where there are none
 * @param logins the login names; where there are none, the caller may say any and the registry none
 */
record Way(List<AddressPattern> addresses, List<Long> ports, List<Glob> logins) {

  Way {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    logins = List.copyOf(logins);
  }

  boolean hasAddress(Request request) {
    return addresses.stream().anyMatch(each -> each.matches(request.address(), request.host()));
  }

  /** What is against the port and the login, if anything is. */
  Optional<Objection> objection(Request request) {
    SshTarget said = request.ssh();
    Integer saidPort = said == null ? null : said.port();
    String saidLogin = said == null ? null : said.user();
    return portObjection(request.overrides().port(), saidPort)
        .or(() -> loginObjection(request.overrides().user(), saidLogin));
  }

  private Optional<Objection> portObjection(@Nullable Integer callers, @Nullable Integer said) {
    Integer port = callers == null ? said : callers;
    if (port == null || (callers != null && ports.isEmpty())) {
      return Optional.empty();
    }
    return ports.contains(port.longValue())
        ? Optional.empty()
        : Optional.of(new Objection("port " + port, Objection.listed("ports", ports)));
  }

  private Optional<Objection> loginObjection(@Nullable String callers, @Nullable String said) {
    String login = callers == null ? said : callers;
    if (login == null || (callers != null && logins.isEmpty())) {
      return Optional.empty();
    }
    return logins.stream().anyMatch(each -> each.matches(login))
        ? Optional.empty()
        : Optional.of(new Objection("login " + login, Objection.listed("logins", logins)));
  }
}
