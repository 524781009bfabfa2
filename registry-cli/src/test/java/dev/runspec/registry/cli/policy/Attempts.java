package dev.runspec.registry.cli.policy;

import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolGroup.Variant;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.command.SshOverrides;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to run, as a registry may have it.
 *
 * @param host the host
 * @param tool the tool
 * @param autonomy what its agent says of it; empty for nothing
 * @param execution how it is run
 * @param ssh where SSH is to go
 * @param overrides what the caller says about that
 * @param hash the hash of its definition there
 * @param variants what its hosts have
 */
record Attempts(
    String host,
    String tool,
    String autonomy,
    Execution execution,
    @Nullable SshTarget ssh,
    SshOverrides overrides,
    String hash,
    List<Variant> variants) {

  static Attempts of(String tool, String host) {
    return new Attempts(
        host,
        tool,
        "",
        new Execution("/opt/shop/bin/" + tool, null, null, null),
        null,
        SshOverrides.NONE,
        "aa",
        List.of());
  }

  Attempts autonomy(String level) {
    return new Attempts(host, tool, level, execution, ssh, overrides, hash, variants);
  }

  Attempts command(String command) {
    return execution(
        new Execution(
            command, execution.runAs(), execution.becomeMethod(), execution.becomeFlags()));
  }

  Attempts as(String user, @Nullable String method, @Nullable String flags) {
    return execution(new Execution(execution.command(), user, method, flags));
  }

  Attempts at(@Nullable String address, @Nullable Integer port, @Nullable String user) {
    return new Attempts(
        host,
        tool,
        autonomy,
        execution,
        new SshTarget(address, port, user),
        overrides,
        hash,
        variants);
  }

  Attempts overriding(@Nullable String user, @Nullable Integer port) {
    return new Attempts(
        host, tool, autonomy, execution, ssh, new SshOverrides(user, port), hash, variants);
  }

  Attempts variant(String own, List<Variant> all) {
    return new Attempts(host, tool, autonomy, execution, ssh, overrides, own, all);
  }

  private Attempts execution(Execution other) {
    return new Attempts(host, tool, autonomy, other, ssh, overrides, hash, variants);
  }

  Attempt attempt() {
    ToolHost place =
        new ToolHost(new HostName(host), execution, "i-1", "shop", "1", Map.of(), ssh, hash);
    Map<String, JsonDocument> members =
        autonomy.isEmpty() ? Map.of() : Map.of("x-autonomy", JsonDocument.string(autonomy));
    return new Attempt(
        new ToolGroup(
            new ToolName(tool), "", JsonDocument.EMPTY_OBJECT, List.of(place), variants, members),
        place,
        List.of(),
        overrides);
  }
}
