package dev.runspec.registry.server.process;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Tool;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How an instance stands after some writes, as a writer knows it and as the registry shows it.
 *
 * @param registration the number of the write that registered it, which is its version
 * @param tools the number of the write that published its tools; 0 for none
 * @param state live, draining or gone
 */
record Expected(int registration, int tools, InstanceState state) {

  static Expected registered(int write) {
    return new Expected(write, 0, InstanceState.LIVE);
  }

  Expected publishing(int write) {
    return new Expected(registration, write, state);
  }

  Expected standing(InstanceState now) {
    return new Expected(registration, tools, now);
  }

  /** The tools of this write: their number, their texts and their names all depend on it. */
  static String toolsOf(int write) {
    return IntStream.rangeClosed(1, 1 + write % 5)
        .mapToObj(
            at ->
                "{\"name\":\"t%d\",\"description\":\"%s\"}"
                    .formatted(at, (write + " ").repeat(200).strip()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** What is shown, if it is whole. */
  static Expected shown(Instance instance) {
    List<Tool> shown = instance.registration().publishedTools();
    String documents =
        shown.stream()
            .map(tool -> tool.document().text())
            .collect(Collectors.joining(",", "[", "]"));
    int write = 0;
    if (!shown.isEmpty()) {
      String description = shown.get(0).definition().document().text();
      write = Integer.parseInt(description.replaceAll("(?s).*\"description\":\"([0-9]+).*", "$1"));
      if (!documents.equals(toolsOf(write))) {
        throw new AssertionError("tools of " + instance.id() + " are half there: " + documents);
      }
    }
    return new Expected(
        Integer.parseInt(instance.registration().version()), write, instance.state());
  }
}
