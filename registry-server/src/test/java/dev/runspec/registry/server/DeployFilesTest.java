package dev.runspec.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.ServerConfig.Start;
import dev.runspec.registry.server.ServerConfig.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The files of {@code deploy/} name options, files and routes that exist. That they work is tried
 * by the scripts there.
 */
class DeployFilesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DEPLOY = ROOT.resolve("deploy");

  @TempDir Path folder;

  private ServerConfig config(Map<String, String> environment, String... arguments) {
    return ((Start) ServerConfig.parse(List.of(arguments), environment, new Properties(), folder))
        .config();
  }

  private static Map<?, ?> at(Object yaml, String... path) {
    Object node = yaml;
    for (String name : path) {
      node = Objects.requireNonNull(((Map<?, ?>) node).get(name), name);
    }
    return (Map<?, ?>) node;
  }

  private static Object yaml(String file) throws IOException {
    return new Yaml().load(Files.readString(DEPLOY.resolve(file)));
  }

  @Test
  void everyYamlFileIsYaml() throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(found).hasSizeGreaterThan(7);
      for (Path file : found) {
        assertThat(new Yaml().loadAll(Files.readString(file))).as(file.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void optionsInTheConfigMapAreUnderstood() throws IOException {
    Object text = at(yaml("kubernetes/configmap.yaml"), "data").get("application.yaml");
    Path unused = Files.writeString(folder.resolve("application.yaml"), String.valueOf(text));
    assertThat(config(Map.of()).store()).isInstanceOf(Store.Etcd.class);
  }

  @Test
  void optionsInTheComposeFileAreUnderstood() throws IOException {
    Map<String, String> environment = new HashMap<>();
    at(yaml("compose/compose.yaml"), "services", "registry1", "environment")
        .forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
    assertThat(environment.keySet())
        .isSubsetOf(Options.ALL.stream().map(Option::variable).toList());
    assertThat(config(environment).store()).isInstanceOf(Store.Etcd.class);
  }

  @Test
  void optionsOfTheUnitAreUnderstood() throws IOException {
    String unit = Files.readString(DEPLOY.resolve("systemd/runspec-registry.service"));
    Matcher start = Pattern.compile("(?s)bin/registry-server \\\\\n +(.*?[^\\\\])\n").matcher(unit);
    assertThat(start.find()).isTrue();
    String[] arguments = start.group(1).replace("\\\n", " ").strip().split("\\s+", -1);
    Path file = Files.writeString(folder.resolve("application.yaml"), "registry:\n");
    arguments[1] = file.toString();
    assertThat(config(Map.of(), arguments).store())
        .isEqualTo(new Store.Embedded(Path.of("/var/lib/runspec-registry")));
  }

  @Test
  void linksOfOperationsLeadSomewhere() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/operations.md"));
    Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(text);
    List<String> links = link.results().map(each -> each.group(1)).toList();
    assertThat(links)
        .isNotEmpty()
        .allMatch(each -> Files.exists(ROOT.resolve("docs").resolve(each)));
  }
}
