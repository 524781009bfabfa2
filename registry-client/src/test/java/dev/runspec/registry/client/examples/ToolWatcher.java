package dev.runspec.registry.client.examples;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.client.Reading;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.RetryPolicy;
import dev.runspec.registry.client.Selection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A watcher: prints which tool appears on which host and which goes, until its standard input ends.
 *
 * <p>Arguments: the registry's address and, if only some are of interest, a filter such as {@code
 * labels.env == "prod"}.
 */
public final class ToolWatcher {

  private ToolWatcher() {}

  public static void main(String[] arguments) throws IOException {
    Selection selection =
        arguments.length == 1 ? Selection.all() : Selection.all().filter(arguments[1]);
    RetryPolicy patience =
        new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(30));

    try (RegistryClient registry =
        RegistryClient.builder(URI.create(arguments[0])).retry(patience).build()) {
      Thread watching = new Thread(() -> watch(registry, selection));
      watching.setDaemon(true);
      watching.start();
      while (System.in.read() >= 0) {
        // What is typed means nothing; its end does.
      }
    }
  }

  private static void watch(RegistryClient registry, Selection selection) {
    Set<String> known = Set.of();
    try {
      Reading<List<ToolGroup>> reading = registry.readTools(selection);
      while (true) {
        known = tell(known, reading.value());
        reading = reading.next(Duration.ofMinutes(5));
      }
    } catch (RegistryException e) {
      System.out.println("not watched any more: " + e.getMessage());
    } catch (IllegalStateException closed) {
      System.out.println("done");
    }
  }

  private static Set<String> tell(Set<String> before, List<ToolGroup> tools) {
    Set<String> now = new TreeSet<>();
    tools.forEach(
        tool -> tool.hosts().forEach(host -> now.add(tool.name() + " on " + host.host())));
    now.stream().filter(each -> !before.contains(each)).forEach(each -> print("+", each));
    before.stream().filter(each -> !now.contains(each)).forEach(each -> print("-", each));
    return now;
  }

  private static void print(String sign, String what) {
    System.out.println(sign + " " + what);
  }
}
