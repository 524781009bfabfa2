package dev.runspec.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.server.ServerConfig.Print;
import dev.runspec.registry.server.ServerConfig.RateLimit;
import dev.runspec.registry.server.ServerConfig.Start;
import dev.runspec.registry.server.ServerConfig.Store;
import dev.runspec.registry.server.ServerConfig.TlsPaths;
import dev.runspec.registry.server.ServerConfig.Wish;
import dev.runspec.registry.server.http.ApiKey;
import dev.runspec.registry.server.http.ApiKeys;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final Properties properties = new Properties();

  @BeforeEach
  void home() {
    properties.setProperty("user.home", "/home/somebody");
  }

  private Wish parse(String... arguments) {
    return ServerConfig.parse(List.of(arguments), environment, properties, folder);
  }

  private ServerConfig config(String... arguments) {
    return ((Start) parse(arguments)).config();
  }

  private void file(String name, String text) throws IOException {
    Path unused = Files.writeString(folder.resolve(name), text);
  }

  @Test
  void presetsAreThoseOfTheOriginalAndOurs() {
    assertThat(config())
        .isEqualTo(
            new ServerConfig(
                "0.0.0.0",
                8765,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Duration.ofSeconds(60),
                Duration.ofHours(24),
                false,
                new Store.Embedded(Path.of("/home/somebody/.local/state/runspec-registry")),
                Optional.of(new RateLimit(2000, 10_000)),
                8 << 20,
                Duration.ofSeconds(10),
                false));
  }

  @Test
  void everyOptionCanBeAFlag() {
    assertThat(
            config(
                "--host=::1",
                "--port",
                "0",
                "--api-key",
                "k",
                "--keys-file",
                "keys",
                "--protect-reads",
                "--open-writes=no",
                "--ssl-keyfile",
                "k.pem",
                "--ssl-certfile=c.pem",
                "--purge-interval",
                "5",
                "--retention",
                "7d",
                "--reload",
                "--data-dir",
                "/d",
                "--store",
                "embedded",
                "--rate-limit",
                "off",
                "--max-body=1k",
                "--shutdown-grace",
                "2m",
                "--access-log"))
        .isEqualTo(
            new ServerConfig(
                "::1",
                0,
                Optional.of(ApiKey.unlimited("k")),
                Optional.of(Path.of("keys")),
                true,
                false,
                Optional.of(new TlsPaths(Path.of("k.pem"), Path.of("c.pem"))),
                Duration.ofSeconds(5),
                Duration.ofDays(7),
                true,
                new Store.Embedded(Path.of("/d")),
                Optional.empty(),
                1024,
                Duration.ofMinutes(2),
                true));
  }

  @Test
  void etcdIsToldByItsOwnOptions() {
    assertThat(config("--store=etcd", "--etcd-endpoints=http://a:2379, http://b:2379").store())
        .isEqualTo(
            new Store.Etcd(
                EtcdConfig.of(
                    List.of(URI.create("http://a:2379"), URI.create("http://b:2379")),
                    "/runspec-registry")));
    assertThat(
            config(
                    "--store=etcd",
                    "--etcd-endpoints=https://a:2379",
                    "--etcd-ca=ca.pem",
                    "--etcd-cert=c.pem",
                    "--etcd-key=k.pem",
                    "--etcd-user=registry",
                    "--etcd-password-file=p",
                    "--etcd-prefix=/ops/registry")
                .store())
        .isEqualTo(
            new Store.Etcd(
                new EtcdConfig(
                    List.of(URI.create("https://a:2379")),
                    Optional.of(Path.of("ca.pem")),
                    Optional.of(Path.of("c.pem")),
                    Optional.of(Path.of("k.pem")),
                    Optional.of("registry"),
                    Optional.of(Path.of("p")),
                    "/ops/registry")));
  }

  @Test
  void flagBeatsPropertyBeatsEnvironmentBeatsFileBeatsPreset() throws IOException {
    assertThat(config().port()).isEqualTo(8765);
    file("application.yaml", "registry:\n  port: 1\n  data-dir: /yaml\n  protect-reads: false\n");
    assertThat(config().port()).isEqualTo(1);
    environment.put("REGISTRY_PORT", "2");
    assertThat(config().port()).isEqualTo(2);
    properties.setProperty("registry.port", "3");
    assertThat(config().port()).isEqualTo(3);
    assertThat(config("--port", "4").port()).isEqualTo(4);
    assertThat(config().store()).isEqualTo(new Store.Embedded(Path.of("/yaml")));
    environment.put("REGISTRY_DATA_DIR", "/env");
    assertThat(config().store()).isEqualTo(new Store.Embedded(Path.of("/env")));
    environment.put("REGISTRY_DATA_DIR", "");
    assertThat(config().store()).isEqualTo(new Store.Embedded(Path.of("/yaml")));
  }

  @Test
  void anotherFileCanBeNamed() throws IOException {
    file("application.yaml", "registry:\n  port: 1\n");
    file("other.yaml", "registry:\n  port: 9\n  access-log: true\n");
    assertThat(config("--config", "other.yaml").port()).isEqualTo(9);
    assertThat(config("--config=other.yaml").accessLog()).isTrue();
  }

  @Test
  void dataGoesWhereTheDesktopSaysStateGoes() {
    environment.put("XDG_STATE_HOME", "/state");
    assertThat(config().store()).isEqualTo(new Store.Embedded(Path.of("/state/runspec-registry")));
    environment.put("XDG_STATE_HOME", "relative");
    assertThat(config().store())
        .isEqualTo(new Store.Embedded(Path.of("/home/somebody/.local/state/runspec-registry")));
  }

  @ParameterizedTest
  @CsvSource({"90,90", "90s,90", "15m,900", "24h,86400", "7d,604800", "0,0"})
  void timesHaveUnits(String text, long seconds) {
    assertThat(config("--retention", text).retention()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "512b,512", "2K,2048", "1MiB,1048576", "1mb,1048576", "1GiB,1073741824"})
  void sizesHaveUnits(String text, long bytes) {
    assertThat(config("--max-body", text).maxBody()).isEqualTo(bytes);
  }

  @Test
  void rateWithoutBurstIsItsOwnBurst() {
    assertThat(config("--rate-limit", "5").rateLimit()).contains(new RateLimit(5, 5));
    assertThat(config("--rate-limit", "5/50").rateLimit()).contains(new RateLimit(5, 50));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--colour            | unknown argument '--colour'; see --help for those there are",
        "--colour=red        | unknown argument '--colour'; see --help for those there are",
        "serve               | unknown argument 'serve'; see --help for those there are",
        "--port              | --port needs a value: --port X or --port=X",
        "--port --reload     | --port needs a value: --port X or --port=X",
        "--port=             | --port: expected a value",
        "--port=99999        | --port: expected a number from 0 to 65535, not '99999'",
        "--port=x            | --port: expected a number from 0 to 65535, not 'x'",
        "--purge-interval=0  | --purge-interval: expected at least 1s, not '0'",
        "--retention=1w      | --retention: expected a time such as 90s, 15m, 24h or 7d, not '1w'",
        "--shutdown-grace=4s | --shutdown-grace: expected at least 5s, not '4s'",
        "--store=etcd | --store: expected --etcd-endpoints beside etcd",
        "--etcd-ca=ca.pem | --etcd-ca: expected --store etcd beside it",
        "--store=redis       | --store: expected embedded, memory or etcd, not 'redis'",
        "--rate-limit=fast   | --rate-limit: expected off, or requests per second[/burst], not 'fast'",
        "--rate-limit=0      | --rate-limit: expected off, or requests per second[/burst], not '0'",
        "--rate-limit=1/0    | --rate-limit: expected a burst of at least 1, not '1/0'",
        "--max-body=0        | --max-body: expected a size such as 8MiB, at most 1GiB, not '0'",
        "--max-body=2g       | --max-body: expected a size such as 8MiB, at most 1GiB, not '2g'",
        "--reload=maybe      | --reload: expected true or false, not 'maybe'",
        "--protect-reads     | --protect-reads: expected a key beside it: --api-key-file or --keys-file",
        "--ssl-keyfile=k     | --ssl-keyfile: expected --ssl-certfile beside it",
        "--ssl-certfile=c    | --ssl-certfile: expected --ssl-keyfile beside it",
        "--api-key=          | --api-key: expected a key that is not empty",
        "--api-key-file=gone | --api-key-file: expected a file that can be read, not gone",
        "--config=gone.yaml  | configuration file cannot be read: gone.yaml",
      })
  void whatDoesNotFitIsOneLineThatSaysWhatWould(String arguments, String line) {
    assertThatThrownBy(() -> parse(arguments.split(" ", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessage(line);
  }

  @Test
  void placeOfABadValueIsNamed() throws IOException {
    file("application.yaml", "registry:\n  port: x\n");
    assertThatThrownBy(this::parse).hasMessageStartingWith("registry.port in application.yaml: ");
    environment.put("REGISTRY_PORT", "y");
    assertThatThrownBy(this::parse).hasMessageStartingWith("REGISTRY_PORT: ");
    properties.setProperty("registry.port", "z");
    assertThatThrownBy(this::parse).hasMessageStartingWith("-Dregistry.port: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry:\n  prot: 1\n", "registry:\n  tls:\n    key: x\n"})
  void unknownMemberOfTheFileIsNotOverlooked(String yaml) throws IOException {
    file("application.yaml", yaml);
    assertThatThrownBy(this::parse)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("unknown option 'registry.")
        .hasMessageContaining("port");
  }

  @Test
  void fileThatIsNotYamlIsNamed() throws IOException {
    file("application.yaml", "registry: [\n");
    assertThatThrownBy(this::parse)
        .isInstanceOf(UsageException.class)
        .hasMessage("configuration file is not YAML: " + folder.resolve("application.yaml"));
  }

  @Test
  void keyComesFromTheFirstLineOfAFile() throws IOException {
    file("key", "  topsecret \nmore\n");
    String path = folder.resolve("key").toString();
    assertThat(config("--api-key-file", path).key()).contains(ApiKey.unlimited("topsecret"));
    assertThatThrownBy(() -> parse("--api-key-file", path, "--api-key", "x"))
        .hasMessage("--api-key-file: expected only one of --api-key and --api-key-file");
    file("key", "\nmore\n");
    assertThatThrownBy(() -> parse("--api-key-file", path))
        .hasMessage("--api-key-file: expected a key in the first line of " + path);
  }

  @Test
  void keyNeverShows() {
    assertThat(config("--api-key", "topsecret").toString()).doesNotContain("topsecret");
  }

  @Test
  void keysAreMadeOfTheOptions() throws IOException {
    ApiKeys open =
        config("--open-writes").apiKeys(InstantSource.system(), System::nanoTime, new Metrics());
    assertThat(open.isWideOpen()).isTrue();
    assertThat(open.isKeyed()).isFalse();
    ApiKeys keyed =
        config("--open-writes", "--api-key=x")
            .apiKeys(InstantSource.system(), System::nanoTime, new Metrics());
    assertThat(keyed.isWideOpen()).isFalse();
    assertThat(keyed.isKeyed()).isTrue();
    file("keys", "nonsense");
    ServerConfig bad = config("--keys-file", folder.resolve("keys").toString());
    assertThatThrownBy(() -> bad.apiKeys(InstantSource.system(), System::nanoTime, new Metrics()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void helpHasEveryOptionAndFitsATerminal() {
    String help = ((Print) parse("--help")).text();
    assertThat(Options.ALL).allSatisfy(option -> assertThat(help).contains("  " + option.flag()));
    assertThat(help)
        .contains("--config FILE", "--version", "--help", "(8765)", "REGISTRY_DATA_DIR");
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
    assertThat(parse("--port", "1", "-h")).isEqualTo(new Print(help));
  }

  @Test
  void versionIsOneLine() {
    assertThat(((Print) parse("--version")).text()).matches("registry-server .+\n");
  }
}
