package dev.runspec.registry.server.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a part was told on the command line: {@code --name=value}. */
record Options(List<String> arguments) {

  Options(String... arguments) {
    this(List.of(arguments));
  }

  int number(String name, int unlessSaid) {
    return text(name).map(Integer::parseInt).orElse(unlessSaid);
  }

  /** Where plots go; none are drawn without it. */
  Optional<Path> plots() {
    return text("plots").map(Path::of);
  }

  private Optional<String> text(String name) {
    String start = "--" + name + "=";
    return arguments.stream()
        .filter(each -> each.startsWith(start))
        .map(each -> each.substring(start.length()))
        .findFirst();
  }
}
