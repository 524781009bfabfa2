package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.contract.BadBodies.BadBody;
import dev.runspec.registry.server.http.Wire.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A request that is refused changes nothing, and says what was wrong and where. */
class RefusedBodiesContractTest {

  private static RunningRegistry inhabited(RunningRegistry registry) {
    registry.post(
        "/instances",
        Bodies.registration("i", "web", "web-01", "\"tools\":[" + Bodies.tool("t") + "]"));
    registry.post("/instances/i/heartbeat", "{\"system\":{\"load\":1}}");
    registry.advance(Duration.ofSeconds(1));
    return registry;
  }

  @FourWays
  void aBodyThatDoesNotFitIsRefusedAtTheRightPlaceAndChangesNothing(RunningRegistry registry) {
    String before = inhabited(registry).state();
    List<String> expected = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (BadBody bad : BadBodies.all()) {
      expected.add(bad + " -> 422 application/problem+json " + bad.pointers());
      told.add(bad + " -> " + told(registry.post(bad.path(), bad.body())));
    }
    assertThat(told).containsExactlyElementsOf(expected);
    assertThat(registry.state()).isEqualTo(before);
  }

  /** Status, media type and pointers; or all of it, if it is not told as errors are. */
  private static String told(Reply reply) {
    String body = reply.body();
    boolean isWhole =
        Json.members(body, "")
                .equals(List.of("type", "title", "status", "detail", "code", "errors"))
            && Json.at(body, "/status").equals(Integer.toString(reply.status()))
            && Json.at(body, "/code").equals("\"invalid-request\"")
            && detailOf(body).equals(firstErrorOf(body));
    List<String> pointers =
        Json.each(Json.at(body, "/errors"), "pointer").stream().map(Json::unquoted).toList();
    return isWhole
        ? reply.status() + " " + reply.header("content-type").orElse("") + " " + pointers
        : reply.toString();
  }

  private static String detailOf(String problem) {
    return Json.unquoted(Json.at(problem, "/detail"));
  }

  private static String firstErrorOf(String problem) {
    String pointer = Json.unquoted(Json.at(problem, "/errors/0/pointer"));
    String message = Json.unquoted(Json.at(problem, "/errors/0/message"));
    return pointer.isEmpty() ? message : pointer + ": " + message;
  }

  @FourWays
  void theErrorSaysWhatWasFoundAndWhatWasExpected(RunningRegistry registry) {
    Reply reply = registry.post("/instances", "{\"instance_id\":1,\"name\":\"n\",\"host\":\"h\"}");
    assertThat(reply.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,"
                + "\"detail\":\"/instance_id: expected a string, found a number\","
                + "\"code\":\"invalid-request\",\"errors\":["
                + "{\"pointer\":\"/instance_id\","
                + "\"message\":\"expected a string, found a number\"},"
                + "{\"pointer\":\"/version\",\"message\":\"missing; a string was expected\"}]}");
  }

  @FourWays
  void noBodyIsNoRegistrationAndNoPublication(RunningRegistry registry) {
    String before = inhabited(registry).state();
    for (String path : List.of("/instances", "/instances/i/tools")) {
      Reply reply = registry.post(path);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(detailOf(reply.body())).isEqualTo("a JSON body is required and there is none");
    }
    assertThat(registry.state()).isEqualTo(before);
  }

  @FourWays
  void aBodyThatIsNotDeclaredJsonIsRefusedUnread(RunningRegistry registry) {
    String before = inhabited(registry).state();
    for (String path : List.of("/instances", "/instances/i/tools", "/instances/i/heartbeat")) {
      String body = Bodies.registration("j", "n", "h", "\"tools\":[]");
      for (String type :
          List.of("text/plain", "application/x-www-form-urlencoded", "text/json", "json", "*/*")) {
        Reply reply =
            registry.ask("POST", path, BodyPublishers.ofString(body), "Content-Type", type);
        assertThat(reply.status()).as(path + " " + type).isEqualTo(415);
        assertThat(reply.body())
            .isEqualTo(
                Bodies.problem(
                    415,
                    "Unsupported Media Type",
                    "The body is declared '" + type + "'; expected application/json",
                    "unsupported-media-type"));
      }
      assertThat(registry.ask("POST", path, BodyPublishers.ofString(body)).status()).isEqualTo(415);
    }
    assertThat(registry.state()).isEqualTo(before);
  }

  @FourWays
  void jsonMayBeDeclaredInAnyCaseAndWithParameters(RunningRegistry registry) {
    for (String type :
        List.of(
            "application/json",
            "Application/JSON",
            "application/json;charset=utf-8",
            "application/json ; charset=\"UTF-8\"; x=y",
            "application/vnd.runspec+json")) {
      Reply reply =
          registry.ask(
              "POST",
              "/instances",
              BodyPublishers.ofString(Bodies.registration("i", "n", "h")),
              "Content-Type",
              type);
      assertThat(reply.status()).as(type).isEqualTo(201);
    }
  }

  @FourWays
  void anAbsurdlyLongIdInThePathIsRefused(RunningRegistry registry) {
    String before = registry.state();
    String path = "/instances/" + "x".repeat(1025);
    for (Reply reply :
        List.of(registry.post(path + "/heartbeat"), registry.get(path), registry.delete(path))) {
      assertThat(reply.status()).isEqualTo(422);
      assertThat(detailOf(reply.body())).contains("instance id in the path", "1024");
    }
    assertThat(registry.get("/tools/" + "x".repeat(1025)).status()).isEqualTo(404);
    assertThat(registry.state()).isEqualTo(before);
  }

  @FourWays
  void tooManyFaultsAreNotAllTold(RunningRegistry registry) {
    String tools = "5,".repeat(100) + "5";
    String body = registry.post("/instances/i/tools", "{\"tools\":[" + tools + "]}").body();
    assertThat(Json.each(Json.at(body, "/errors"), "pointer"))
        .hasSize(20)
        .startsWith("\"/tools/0\"", "\"/tools/1\"")
        .doesNotHaveDuplicates();
    assertThat(body.lines().collect(Collectors.joining()).length()).isLessThan(4000);
  }
}
