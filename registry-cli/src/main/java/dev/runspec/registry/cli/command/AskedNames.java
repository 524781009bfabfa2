package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.completion.Candidate;
import dev.runspec.registry.cli.completion.KnownNames;
import dev.runspec.registry.cli.context.ContextFile;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;

/** Names from the registry. When it is away, or anything else is wrong, there are none. */
final class AskedNames implements KnownNames {

  private final Supplier<ConnectionOptions> connection;
  private final Surroundings here;

  /**
   * @param connection says which registry to ask, or what is wrong with how it is named
   */
  AskedNames(Supplier<ConnectionOptions> connection, Surroundings here) {
    this.connection = connection;
    this.here = here;
  }

  @Override
  public List<Candidate> tools() {
    return asked(
        registry ->
            registry.tools().stream()
                .map(tool -> new Candidate(tool.name().value(), tool.description())));
  }

  @Override
  public List<Candidate> hosts(Optional<String> tool) {
    return asked(
        registry ->
            tool.isPresent()
                ? offers(registry, tool.get())
                    .map(each -> new Candidate(each.host().value(), each.instance()))
                : registry.hosts().stream()
                    .map(each -> new Candidate(each.host().value(), each.name())));
  }

  @Override
  public List<Candidate> instances() {
    return asked(
        registry ->
            registry.instances(Liveness.ALL).stream()
                .map(each -> new Candidate(each.id().value(), described(each))));
  }

  @Override
  public List<Candidate> agents(Optional<String> tool, Optional<String> host) {
    Optional<HostName> on = host.map(HostName::new);
    return asked(
        registry ->
            tool.isPresent()
                ? offers(registry, tool.get())
                    .filter(each -> on.isEmpty() || each.host().equals(on.get()))
                    .map(each -> new Candidate(each.instance(), "on " + each.host()))
                : registry.hosts().stream()
                    .filter(each -> on.isEmpty() || each.host().equals(on.get()))
                    .map(each -> new Candidate(each.name(), "on " + each.host())));
  }

  @Override
  public List<Candidate> contexts() {
    return quietly(
        () ->
            ContextFile.of(here.environment()).read().all().stream()
                .map(each -> new Candidate(each.name().value(), each.registry().toString())));
  }

  private static Stream<ToolHost> offers(RegistryClient registry, String tool) {
    return registry.tool(new ToolName(tool)).stream().flatMap(group -> group.hosts().stream());
  }

  private static String described(Instance instance) {
    return instance.name() + " on " + instance.host() + ", " + instance.state().wireName();
  }

  private List<Candidate> asked(Function<RegistryClient, Stream<Candidate>> question) {
    return quietly(
        () -> {
          try (RegistryClient registry = connection.get().hastyClient()) {
            return question.apply(registry).toList().stream();
          }
        });
  }

  private interface Source {
    Stream<Candidate> names();
  }

  /** A name that several things bear is one word. */
  private static List<Candidate> quietly(Source source) {
    try {
      return List.copyOf(
          source
              .names()
              .collect(
                  Collectors.toMap(
                      Candidate::value,
                      Function.identity(),
                      (first, second) -> first,
                      TreeMap::new))
              .values());
    } catch (RegistryException
        | CommandFailure
        | ParameterException
        | IllegalArgumentException nothing) {
      return List.of();
    }
  }
}
