package dev.runspec.registry.client.examples;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An orchestrator: takes calls of tools, a line each, and says on which host and with which command
 * each is to be run. The hosts of a tool take turns.
 *
 * <p>Arguments: the registry's addresses. Input: the tool's name and its arguments, separated by
 * spaces.
 */
public final class CallRouter {

  private final RegistryClient registry;
  private final Map<ToolName, Integer> turns = new HashMap<>();

  private CallRouter(RegistryClient registry) {
    this.registry = registry;
  }

  public static void main(String[] arguments) throws IOException {
    URI[] addresses = Stream.of(arguments).map(URI::create).toArray(URI[]::new);
    URI[] more = Arrays.copyOfRange(addresses, 1, addresses.length);
    try (RegistryClient registry = RegistryClient.builder(addresses[0], more).build();
        BufferedReader calls =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      CallRouter router = new CallRouter(registry);
      for (String call = calls.readLine(); call != null; call = calls.readLine()) {
        List<String> words = List.of(call.strip().split(" +"));
        System.out.println(
            router.route(new ToolName(words.get(0)), words.subList(1, words.size())));
      }
    }
  }

  private String route(ToolName name, List<String> arguments) {
    try {
      return registry
          .tool(name)
          .map(tool -> command(next(tool), arguments))
          .orElse("no host has the tool " + name + " now");
    } catch (RegistryException e) {
      return e.getMessage() + (e.isTransient() ? "; try again in a moment" : "");
    }
  }

  private ToolHost next(ToolGroup tool) {
    int turn = turns.merge(tool.name(), 1, Integer::sum);
    return tool.hosts().get(turn % tool.hosts().size());
  }

  /** The registry is believed in nothing: what it says is checked and quoted, or refused. */
  private static String command(ToolHost host, List<String> arguments) {
    Verdict<RemoteCommand> verdict =
        RemoteCommand.of(host.execution(), arguments, RunPolicy.standard());
    if (verdict instanceof Verdict.Refused<RemoteCommand> refused) {
      return host.host() + ": " + refused.refusal().message();
    }
    return host.host() + ": " + ((Verdict.Accepted<RemoteCommand>) verdict).value().shell();
  }
}
