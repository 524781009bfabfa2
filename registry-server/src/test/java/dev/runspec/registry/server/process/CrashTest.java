package dev.runspec.registry.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.json.HostEntryJson;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.server.store.embedded.RegistryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {

  private static final int ROUNDS = 50;
  private static final int WRITERS = 6;
  private static final long SEED = 20260102;

  @TempDir Path folder;

  @Test
  @Timeout(400)
  void whatWasAcknowledgedSurvivesFiftyKillsWholeAndNothingElseDoes() throws Exception {
    Random random = new Random(SEED);
    List<Writer> writers =
        IntStream.range(0, WRITERS).mapToObj(at -> new Writer("w" + at, SEED + at)).toList();
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.withData(folder).start()) {
        assertThat(faults(server, writers)).as("round %d", round).isEmpty();
        writeUntilKilled(server, writers, 10 + random.nextInt(80));
        RegistryFile left = copyOfWhatIsLeft();
        assertThat(left.kept()).as("definitions in round %d", round).isEqualTo(left.named());
      }
    }
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      assertThat(faults(server, writers)).as("in the end").isEmpty();
    }
    assertThat(libraries()).as("copies of the driver's library that were left").isLessThan(2);
  }

  /** A copy: to look at the file itself would settle what the next server is to settle. */
  private RegistryFile copyOfWhatIsLeft() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    for (String name : List.of("registry.db", "registry.db-wal")) {
      Files.copy(
          folder.resolve("data").resolve(name),
          copy.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return RegistryFile.in(copy);
  }

  private static void writeUntilKilled(ServerProcess server, List<Writer> writers, int writes)
      throws Exception {
    CountDownLatch acknowledgements = new CountDownLatch(writes);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (Writer writer : writers) {
        running.add(
            threads.submit(
                () -> {
                  writer.run(server, acknowledgements);
                  return null;
                }));
      }
      assertThat(acknowledgements.await(60, TimeUnit.SECONDS)).isTrue();
      server.kill();
      for (Future<?> writer : running) {
        writer.get();
      }
    }
  }

  /** Everything that is not as the writers know it. */
  private static List<String> faults(ServerProcess server, List<Writer> writers)
      throws IOException, InterruptedException {
    long revision = writers.stream().mapToLong(Writer::revision).max().orElseThrow();
    assertThat(server.metric("registry_revision")).isGreaterThanOrEqualTo(revision);
    List<Instance> instances =
        InstanceJson.readAll(server.get("/instances").body().getBytes(UTF_8));
    Map<String, Expected> shown =
        instances.stream().collect(toMap(each -> each.id().value(), Expected::shown));
    List<String> faults = new ArrayList<>();
    for (Writer writer : writers) {
      faults.addAll(writer.settle(shown));
      faults.addAll(writer.beat(server));
    }
    assertThat(server.get("/hosts").statusCode()).isEqualTo(200);
    assertThat(hosts(server)).isEqualTo(hosts(instances));
    return faults;
  }

  private static Map<String, Integer> hosts(ServerProcess server)
      throws IOException, InterruptedException {
    return HostEntryJson.readAll(server.get("/hosts").body().getBytes(UTF_8)).stream()
        .collect(toMap(each -> each.instanceId().value(), HostEntry::toolCount));
  }

  private static Map<String, Integer> hosts(List<Instance> instances) {
    return instances.stream()
        .filter(each -> each.state() == InstanceState.LIVE)
        .collect(
            toMap(each -> each.id().value(), each -> each.registration().publishedTools().size()));
  }

  private long libraries() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      return files.filter(file -> file.toString().endsWith(".so")).count();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "registry.db", "registry.db-wal", "README.txt"})
  void folderThatWasBeingMadeWhenTheServerWasKilledIsMadeAnew(String file) throws Exception {
    Path made = folder.resolve("data").resolve(file);
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      Until.holds(file + " is there", () -> Files.exists(made));
      server.kill();
    }
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      assertThat(
              server
                  .post(
                      "/instances",
                      "{\"instance_id\":\"a\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\"}")
                  .statusCode())
          .isEqualTo(201);
    }
  }
}
