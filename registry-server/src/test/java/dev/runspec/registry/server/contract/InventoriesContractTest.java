package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live hosts for programs that go there, byte for byte, and as these programs read them. */
class InventoriesContractTest {

  private static final List<String> HOSTILE =
      List.of(
          "a\nHost *\n  ProxyCommand touch /tmp/harm",
          "-oProxyCommand=x",
          "*",
          "!a",
          "a b",
          "a\"b",
          "a#b",
          "a\u2028b",
          "{{ lookup('pipe','id') }}",
          "a,b",
          "\u0000",
          "h\u00f6st",
          "$(id)",
          "[::1");

  @TempDir private Path folder;

  private static void inhabit(RunningRegistry registry) {
    registry.post(
        "/instances",
        Bodies.registration(
            "1",
            "web shop",
            "web-01",
            "\"labels\":{\"env\":\"prod\",\"a.b\":\"x y\"},"
                + "\"ssh\":{\"address\":\"10.0.0.7\",\"port\":2222,\"user\":\"ops\"},"
                + "\"tools\":[{\"name\":\"deploy\"},{\"name\":\"db-dump\"}]"));
    registry.post(
        "/instances",
        Bodies.registration(
            "2", "till", "web-01", "\"labels\":{\"env\":\"test\",\"zone\":\"eu\"},\"tools\":[]"));
    registry.post(
        "/instances",
        Bodies.registration("3", "web shop", "db-01", "\"ssh\":{\"address\":\"::1\"}"));
    registry.register("4", "gone", "web-03");
    registry.delete("/instances/4");
    registry.register("5", "web", "no host at all");
  }

  @FourWays
  void sshConfig(RunningRegistry registry) throws Exception {
    inhabit(registry);

    Reply reply = registry.get("/export/ssh-config");

    assertThat(reply.header("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(reply.header("content-disposition"))
        .contains("attachment; filename=\"runspec-ssh-config\"");
    assertThat(reply.body())
        .isEqualTo(
            """
            # The live hosts of a runspec registry.
            # Left out, since their names or addresses are none for SSH: 1.

            Host db-01
              HostName ::1

            Host web-01
              HostName 10.0.0.7
              Port 2222
              User ops
            """);
    String other = registry.get("/export/ssh-config?user=anna").body();
    assertThat(other).contains("Host db-01\n  HostName ::1\n  User anna\n").doesNotContain("ops");
    Path file = Files.writeString(folder.resolve("config"), other);
    assertThat(run("ssh", "-G", "-F", file.toString(), "--", "web-01").lines())
        .contains("hostname 10.0.0.7", "port 2222", "user anna");
    assertThat(run("ssh", "-G", "-F", file.toString(), "--", "db-01").lines())
        .contains("hostname ::1", "port 22", "user anna");
  }

  @FourWays
  void ansible(RunningRegistry registry) {
    inhabit(registry);

    Reply reply = registry.get("/export/ansible");

    assertThat(reply.header("content-type")).contains("application/json");
    assertThat(reply.body())
        .isEqualTo(
            "{\"_meta\":{\"hostvars\":{\"db-01\":{\"ansible_host\":\"::1\",\"runspec_labels\":{}},"
                + "\"web-01\":{\"ansible_host\":\"10.0.0.7\",\"ansible_port\":2222,"
                + "\"ansible_user\":\"ops\",\"runspec_labels\":{\"a.b\":\"x y\",\"env\":\"test\","
                + "\"zone\":\"eu\"}}}},"
                + "\"agent_till\":{\"hosts\":[\"web-01\"]},"
                + "\"agent_web_shop\":{\"hosts\":[\"db-01\",\"web-01\"]},"
                + "\"label_a_b_x_y\":{\"hosts\":[\"web-01\"]},"
                + "\"label_env_test\":{\"hosts\":[\"web-01\"]},"
                + "\"label_zone_eu\":{\"hosts\":[\"web-01\"]},"
                + "\"runspec\":{\"hosts\":[\"db-01\",\"web-01\"]},"
                + "\"tool_db_dump\":{\"hosts\":[\"web-01\"]},"
                + "\"tool_deploy\":{\"hosts\":[\"web-01\"]}}");
  }

  @FourWays
  void rundeck(RunningRegistry registry) {
    inhabit(registry);

    assertThat(registry.get("/export/rundeck?user=ops").body())
        .isEqualTo(
            "{\"db-01\":{\"nodename\":\"db-01\",\"hostname\":\"::1\",\"username\":\"ops\","
                + "\"tags\":[\"agent:web_shop\"]},"
                + "\"web-01\":{\"nodename\":\"web-01\",\"hostname\":\"10.0.0.7:2222\","
                + "\"username\":\"ops\",\"tags\":[\"agent:till\",\"agent:web_shop\","
                + "\"tool:db-dump\",\"tool:deploy\"],\"label:a.b\":\"x y\",\"label:env\":\"test\","
                + "\"label:zone\":\"eu\"}}");
  }

  @FourWays
  void prometheus(RunningRegistry registry) {
    inhabit(registry);

    Reply reply = registry.get("/export/prometheus");

    assertThat(reply.header("content-type")).contains("application/json");
    assertThat(reply.body())
        .isEqualTo(
            "[{\"targets\":[\"[::1]:9100\"],\"labels\":{\"runspec_agents\":\"web shop\","
                + "\"runspec_host\":\"db-01\"}},"
                + "{\"targets\":[\"10.0.0.7:9100\"],\"labels\":{\"label_a_b\":\"x y\","
                + "\"label_env\":\"test\",\"label_zone\":\"eu\",\"runspec_agents\":\"till,web shop\","
                + "\"runspec_host\":\"web-01\"}}]");
    assertThat(registry.get("/export/prometheus?port=1").body()).contains("\"10.0.0.7:1\"");
    for (String port : List.of("0", "65536", "x", "", "-1", "9100.0")) {
      assertThat(registry.get("/export/prometheus?port=" + port).status()).isEqualTo(422);
    }
  }

  @FourWays
  void nobodyLogsInByAnOption(RunningRegistry registry) {
    for (String path : List.of("ssh-config", "ansible", "rundeck")) {
      for (String user : List.of("-oProxyCommand=x", "a\nHost *", "a b", "{{x}}")) {
        Reply reply = registry.get("/export/" + path + "?user=" + encoded(user));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("query parameter user: ");
      }
      assertThat(registry.get("/export/" + path + "?user=").status()).isEqualTo(200);
    }
  }

  private static void inhabitWithHostility(RunningRegistry registry) {
    int at = 0;
    for (String text : HOSTILE) {
      at++;
      registry.post("/instances", hostile("n" + at, text, text, null));
      registry.post("/instances", hostile("a" + at, text, "web-" + at, text));
    }
    registry.post("/instances", hostile("good", HOSTILE.get(0), "good", null));
    registry.post("/instances", hostile("good2", HOSTILE.get(8), "good", null));
  }

  @FourWays
  void hostileNamesAreLeftOutAndHostileTextsStayText(RunningRegistry registry) throws Exception {
    inhabitWithHostility(registry);

    String config = registry.get("/export/ssh-config").body();
    assertThat(config).contains("Left out, since their names or addresses are none for SSH: 28.");
    assertThat(config.lines().filter(line -> line.startsWith("Host ")))
        .containsExactly("Host good");
    assertThat(config).doesNotContain("Proxy", "*");
    Path file = Files.writeString(folder.resolve("config"), config);
    assertThat(run("ssh", "-G", "-F", file.toString(), "--", "good")).contains("hostname good\n");

    String inventory = registry.get("/export/ansible").body();
    assertThat(inventory).contains("\"hostvars\":{\"good\":{").doesNotContain("{{", "lookup(");
    assertThat(inventory).contains("\"agent_a_Host_____ProxyCommand_touch__tmp_harm\"");
    assertThat(registry.get("/export/rundeck").body()).startsWith("{\"good\":{\"nodename\"");
    assertThat(registry.get("/export/prometheus").body())
        .startsWith("[{\"targets\":[\"good:9100\"],")
        .doesNotContain("__address__\"", "\"instance\"");
  }

  private static String hostile(String id, String text, String host, @Nullable String address) {
    String quoted = Json.quoted(text);
    String ssh = address == null ? "" : ",\"ssh\":{\"address\":" + quoted + "}";
    return "{\"instance_id\":\"%s\",\"name\":%s,\"version\":\"1\",\"host\":%s"
            .formatted(id, quoted, Json.quoted(host))
        + ",\"labels\":{\"__address__\":\"evil:1\",\"instance\":\"x\",\"k\":"
        + quoted
        + ",\"{{ lookup('pipe','id') }}\":\"\"},\"tools\":[{\"name\":"
        + quoted
        + "}]"
        + ssh
        + "}";
  }

  /** What the real program makes of it, where it is installed; bin/test brings it. */
  @Test
  void ansibleItselfTakesTheInventory() throws Exception {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "ansible-inventory"))),
        "ansible-inventory is not here (Debian: ansible-core); bin/test brings it");
    String inventory;
    try (RunningRegistry registry = new Setup(Way.HTTP).start()) {
      inhabitWithHostility(registry);
      inhabit(registry);
      inventory = registry.get("/export/ansible").body();
    }
    Path json = Files.writeString(folder.resolve("inventory.json"), inventory);
    Path script =
        Files.writeString(
            folder.resolve("hosts"),
            "#!/bin/sh\n[ \"$1\" = --list ] && exec cat " + json + "\necho '{}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(run("ansible-inventory", "-i", script.toString(), "--list"))
        .contains("\"good\"", "\"runspec\"", "\"ansible_port\": 2222", "\"agent_web_shop\"")
        .doesNotContain("WARNING", "uid=");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String run(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)));
    builder.environment().put("ANSIBLE_LOCAL_TEMP", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    }
  }
}
