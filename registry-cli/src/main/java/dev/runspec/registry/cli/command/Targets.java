package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.run.HostPattern;
import dev.runspec.registry.cli.run.LastRun;
import dev.runspec.registry.cli.run.RunRecord;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the hosts that somebody means, one offer of the tool for each. */
final class Targets {

  private final TargetOptions options;
  private final RegistryClient registry;
  private final LastRun lastRun;

  Targets(TargetOptions options, RegistryClient registry, LastRun lastRun) {
    this.options = options;
    this.registry = registry;
    this.lastRun = lastRun;
  }

  /**
   * The places.
   *
   * @throws CommandFailure if there are none, or not all that were named
   */
  List<ToolHost> of(ToolChoice choice) {
    ToolName tool = choice.group().name();
    Collection<HostName> hosts =
        options.isRetry() ? failedOnes(choice) : named(choice, selected(choice));
    if (hosts.isEmpty()) {
      throw new CommandFailure(
          "none of the hosts that have " + tool + " is meant; it is on " + choice.hosts());
    }
    return choice.on(hosts, options.agent());
  }

  /** Those that the registry chooses by labels and filter; all, when it is not asked. */
  private List<HostName> selected(ToolChoice choice) {
    List<HostName> all = choice.hosts(options.agent());
    if (!options.isSelecting()) {
      return all;
    }
    ToolName tool = choice.group().name();
    // Plain search lets the registry leave out most other tools.
    Selection selection =
        Selection.all()
            .liveness(options.isStaleIncluded() ? Liveness.ALL : Liveness.LIVE)
            .text(tool.value());
    for (String label : options.labels()) {
      int equals = label.indexOf('=');
      selection =
          equals < 0
              ? selection.label(label)
              : selection.label(label.substring(0, equals), label.substring(equals + 1));
    }
    String filter = options.filter();
    selection = filter == null ? selection : selection.filter(filter);
    Set<HostName> chosen = new TreeSet<>();
    for (ToolGroup group : registry.tools(selection)) {
      if (group.name().equals(tool)) {
        group.hosts().forEach(each -> chosen.add(each.host()));
      }
    }
    return all.stream().filter(chosen::contains).toList();
  }

  /** Those of them that are named, or all when no names are given; a wrong name is a mistake. */
  private Collection<HostName> named(ToolChoice choice, List<HostName> hosts) {
    if (options.hosts().isEmpty()) {
      return hosts;
    }
    // In the order in which they are named: the first may be the canaries.
    Set<HostName> named = new LinkedHashSet<>();
    for (HostPattern pattern : options.hosts()) {
      List<HostName> meant = hosts.stream().filter(each -> pattern.matches(each.value())).toList();
      if (!meant.isEmpty()) {
        named.addAll(meant);
      } else if (!options.isSelecting() && !pattern.isSeveral()) {
        // Says what there is instead.
        named.addAll(
            choice.on(List.of(new HostName(pattern.text())), options.agent()).stream()
                .map(ToolHost::host)
                .toList());
      } else if (!options.isSelecting()) {
        throw new CommandFailure(
            "no host that has "
                + choice.group().name()
                + " is called "
                + pattern
                + "; it is on "
                + choice.hosts());
      }
    }
    return named;
  }

  private List<HostName> failedOnes(ToolChoice choice) {
    RunRecord last =
        lastRun
            .read()
            .orElseThrow(
                () -> new CommandFailure("no run on several hosts is remembered to be retried"));
    ToolName tool = choice.group().name();
    if (!last.tool().equals(tool)) {
      throw new CommandFailure("the last run on several hosts was one of " + last.tool());
    }
    if (last.notOk().isEmpty()) {
      throw new CommandFailure("the last run of " + tool + " went well on every host");
    }
    List<HostName> there = new ArrayList<>(choice.hosts(options.agent()));
    there.retainAll(last.notOk());
    if (there.size() < last.notOk().size()) {
      List<HostName> away = new ArrayList<>(last.notOk());
      away.removeAll(there);
      throw new CommandFailure(
          "not on every host of the last run is there now a "
              + tool
              + ": "
              + ToolChoice.some(away.stream().map(HostName::value).toList())
              + "; name the others with --host, or include these with --include-stale");
    }
    return there;
  }
}
