package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/** The very bytes that agents and clients send which already exist, and what HTTP lets others. */
class OldClientsContractTest {

  private static final String REGISTRATION = Bodies.registration("i", "web", "web-01");
  private static final String ACK = "{\"status\":\"ack\",\"revision\":2,\"next_heartbeat\":30}";

  /** Registers and publishes, so that beats are answered {@code ack}. */
  private static void inhabit(RunningRegistry registry) {
    registry.post("/instances", REGISTRATION);
    registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));
  }

  private static Reply send(RunningRegistry registry, String header, String text) {
    try (Wire wire = registry.connect()) {
      return wire.send(registry.withKey(text, header)).reply();
    }
  }

  @FourWays
  void anAgentOverUrllib(RunningRegistry registry) {
    String head =
        """
        POST %s HTTP/1.1
        Accept-Encoding: identity
        Content-Type: application/json
        Content-Length: %d
        Host: 127.0.0.1:8765
        User-Agent: Python-urllib/3.11
        {key}
        Connection: close

        %s""";
    Reply registered =
        send(
            registry,
            "X-api-key",
            head.formatted("/instances", REGISTRATION.length(), REGISTRATION));
    assertThat(registered.status()).isEqualTo(201);
    assertThat(registered.header("connection")).contains("close");
    String tools = Bodies.tools(Bodies.tool("t"));
    assertThat(
            send(registry, "X-api-key", head.formatted("/instances/i/tools", tools.length(), tools))
                .status())
        .isEqualTo(200);
    assertThat(
            send(registry, "X-api-key", head.formatted("/instances/i/heartbeat", 2, "{}")).body())
        .isEqualTo(ACK);
    assertThat(send(registry, "X-api-key", head.formatted("/instances/i/heartbeat", 0, "")).body())
        .isEqualTo(ACK);
  }

  @FourWays
  void anAgentOverRequestsOnOneConnection(RunningRegistry registry) {
    String head =
        """
        %s HTTP/1.1
        Host: 127.0.0.1:8765
        User-Agent: python-requests/2.31.0
        Accept-Encoding: gzip, deflate
        Accept: */*
        Connection: keep-alive
        {key}
        """;
    try (Wire wire = registry.connect()) {
      String json = "Content-Length: %d\nContent-Type: application/json\n\n%s";
      String register =
          head.formatted("POST /instances") + json.formatted(REGISTRATION.length(), REGISTRATION);
      assertThat(wire.send(registry.withKey(register, "X-API-Key")).reply().status())
          .isEqualTo(201);
      String tools = Bodies.tools(Bodies.tool("t"));
      String publish =
          head.formatted("POST /instances/i/tools") + json.formatted(tools.length(), tools);
      assertThat(wire.send(registry.withKey(publish, "X-API-Key")).reply().status()).isEqualTo(200);
      String beat = head.formatted("POST /instances/i/heartbeat") + "Content-Length: 0\n\n";
      assertThat(wire.send(registry.withKey(beat, "X-API-Key")).reply().body()).isEqualTo(ACK);
      String look = head.formatted("GET /tools/t?active=True") + "\n";
      assertThat(wire.send(registry.withKey(look, "X-API-Key")).reply().status()).isEqualTo(200);
      String leave = head.formatted("DELETE /instances/i") + "Content-Length: 0\n\n";
      assertThat(wire.send(registry.withKey(leave, "X-API-Key")).reply().status()).isEqualTo(200);
    }
  }

  @FourWays
  void anAgentOverHttpxInLowerCase(RunningRegistry registry) {
    Reply reply =
        send(
            registry,
            "x-api-key",
            """
            POST /instances HTTP/1.1
            host: 127.0.0.1:8765
            accept: */*
            accept-encoding: gzip, deflate, br
            connection: keep-alive
            user-agent: python-httpx/0.27.0
            {key}
            content-length: %d
            content-type: application/json

            %s"""
                .formatted(REGISTRATION.length(), REGISTRATION));
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("content-encoding")).isEmpty();
  }

  @FourWays
  void theKeysHeaderFieldIsSpelledInAnyCase(RunningRegistry registry) {
    for (String header : List.of("X-API-Key", "x-api-key", "X-Api-Key", "X-API-KEY", "x-aPi-kEy")) {
      Reply reply =
          send(registry, header, "DELETE /instances/x HTTP/1.1\nHost: localhost\n{key}\n\n");
      assertThat(reply.status()).as(header).isEqualTo(200);
    }
  }

  @FourWays
  void aBeatOfNothingAtAllIsABeat(RunningRegistry registry) {
    inhabit(registry);
    String head = "POST /instances/i/heartbeat HTTP/1.1\nHost: localhost\n{key}\n";
    for (String rest :
        List.of(
            "\n",
            "Content-Length: 0\n\n",
            "Content-Type: application/json\n\n",
            "Content-Type: application/x-www-form-urlencoded\nContent-Length: 0\n\n",
            "Content-Type: text/plain\n\n",
            "Content-Type: nonsense\nContent-Length: 0\n\n",
            "Content-Type:\nContent-Length: 0\n\n",
            "Transfer-Encoding: chunked\n\n0\n\n",
            "Content-Type: text/plain\nTransfer-Encoding: chunked\n\n0\n\n")) {
      Reply reply = send(registry, "X-API-Key", head + rest);
      assertThat(reply.status()).as(rest).isEqualTo(200);
      assertThat(reply.body()).as(rest).isEqualTo(ACK);
    }
  }

  @FourWays
  void beatsWithoutLengthFollowEachOtherOnOneConnection(RunningRegistry registry) {
    inhabit(registry);
    String beat =
        registry.withKey(
            "POST /instances/i/heartbeat HTTP/1.1\nHost: localhost\n{key}\n\n", "X-API-Key");
    try (Wire wire = registry.connect()) {
      wire.send(beat + beat + beat);
      for (int round = 0; round < 3; round++) {
        assertThat(wire.reply().body()).isEqualTo(ACK);
      }
    }
  }

  @FourWays
  void leavingNeedsNoLength(RunningRegistry registry) {
    String head = "DELETE /instances/i HTTP/1.1\nHost: localhost\n{key}\n";
    for (String rest : List.of("\n", "Content-Length: 0\n\n", "Content-Length: 2\n\n{}")) {
      inhabit(registry);
      assertThat(send(registry, "X-API-Key", head + rest).status()).as(rest).isEqualTo(200);
      assertThat(registry.get("/instances/i").body()).contains("\"gone\"");
    }
  }

  @FourWays
  void aBodyMayComeInChunks(RunningRegistry registry) {
    String head =
        """
        POST /instances HTTP/1.1
        Host: localhost
        {key}
        Content-Type: application/json
        Transfer-Encoding: chunked

        """;
    StringBuilder chunks = new StringBuilder(head);
    for (int at = 0; at < REGISTRATION.length(); at++) {
      chunks.append("1\n").append(REGISTRATION.charAt(at)).append('\n');
    }
    assertThat(send(registry, "X-API-Key", chunks + "0\n\n").status()).isEqualTo(201);

    assertThat(
            registry
                .ask(
                    "POST",
                    "/instances",
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofString(Bodies.registration("j", "n", "h"))),
                    "Content-Type",
                    "application/json")
                .status())
        .isEqualTo(201);
  }

  @FourWays
  void aLargeBodyMayComeInChunks(RunningRegistry registry) {
    inhabit(registry);
    String tools = Bodies.tools("{\"name\":\"t\",\"x\":[" + "1,".repeat(700_000) + "1]}");
    Reply reply =
        registry.ask(
            "POST",
            "/instances/i/tools",
            BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(tools.getBytes(UTF_8))),
            "Content-Type",
            "application/json");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(Json.at(registry.get("/instances/i").body(), "/tools").length())
        .isEqualTo(tools.length() - "{\"tools\":}".length());
  }

  @FourWays
  void whoWaitsToBeAskedForItsBodyIsAsked(RunningRegistry registry) {
    String head =
        """
        POST /instances HTTP/1.1
        Host: localhost
        {key}
        Content-Type: application/json
        Content-Length: %d
        Expect: 100-continue

        """
            .formatted(REGISTRATION.length());
    try (Wire wire = registry.connect()) {
      assertThat(wire.send(registry.withKey(head, "X-API-Key")).reply().status()).isEqualTo(100);
      assertThat(wire.send(REGISTRATION).reply().status()).isEqualTo(201);
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
          .as("the connection goes on")
          .isEqualTo(200);
    }
  }

  @FourWays
  void whateverTheCallerAcceptsItGetsWhatThereIs(RunningRegistry registry) {
    inhabit(registry);
    for (String accept :
        List.of("text/html", "application/json;q=0", "*/*;q=0", "image/png", "nonsense", ",")) {
      for (String path : List.of("/tools", "/hosts", "/export/superputty", "/health")) {
        Reply reply =
            registry.get(
                path, "Accept", accept, "Accept-Charset", "utf-16", "Accept-Encoding", "gzip");
        assertThat(reply.status()).as(path + " " + accept).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(registry.get(path).body());
      }
    }
  }

  @FourWays
  void aTargetInAbsoluteFormIsThePathInIt(RunningRegistry registry) {
    inhabit(registry);
    Reply reply =
        registry.send("GET http://registry.example/tools/t HTTP/1.1\nHost: registry.example\n\n");
    assertThat(reply.status()).isEqualTo(200);
  }

  @FourWays
  void manyCallsOnOneConnectionAreAnsweredInOrder(RunningRegistry registry) {
    inhabit(registry);
    try (Wire wire = registry.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int round = 0; round < 50; round++) {
        requests.append("GET /tools/none-").append(round).append(" HTTP/1.1\nHost: l\n\n");
        requests.append("GET /tools/t HTTP/1.1\nHost: l\n\n");
      }
      wire.send(requests.toString());
      for (int round = 0; round < 50; round++) {
        assertThat(wire.reply().status()).isEqualTo(404);
        assertThat(wire.reply().status()).isEqualTo(200);
      }
    }
  }
}
