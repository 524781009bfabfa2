package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.contract.Routes.Access;
import dev.runspec.registry.server.contract.Routes.Call;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.resource.Resources;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Which methods the paths take, HEAD and OPTIONS among them. */
class MethodsContractTest {

  @Test
  void noRouteIsMissingHere() {
    HandClock clock = HandClock.atNoon();
    try (Registry registry = Registry.open(new LocalStore(Journal.NONE, clock), clock);
        Live live = Live.start(registry.feed(), clock, 1)) {
      assertThat(
              Resources.routes(registry, live, new Metrics()).stream()
                  .map(route -> route.method() + " " + route.path() + " " + route.access()))
          .containsExactlyInAnyOrderElementsOf(
              Routes.ALL.stream()
                  .map(call -> call.method() + " " + call.template() + " " + call.access())
                  .toList());
    }
  }

  @FourWays
  void everyRouteWorksAndSaysWhatItSends(RunningRegistry registry) {
    Routes.inhabit(registry);
    try (Wire wire = registry.connect()) {
      for (Call call : Routes.ALL) {
        Reply reply = call.make(wire, registry.withKey("{key}\n", "X-API-Key"));
        assertThat(reply.status()).as("%s", call).isEqualTo(call.success());
        assertThat(reply.header("content-length")).as("%s", call).isPresent();
        assertThat(reply.header("content-type")).as("%s", call).isPresent();
        assertThat(reply.header("x-content-type-options")).contains("nosniff");
        assertThat(reply.header("x-registry-revision").isPresent())
            .as("%s", call)
            .isEqualTo(call.access() == Access.WRITE);
      }
    }
  }

  @FourWays
  void headIsGetWithoutTheBody(RunningRegistry registry) {
    Routes.inhabit(registry);
    try (Wire wire = registry.connect()) {
      for (String path :
          List.of(
              "/instances",
              "/instances/i",
              "/tools",
              "/tools/t",
              "/hosts",
              "/export/superputty",
              "/export/mobaxterm",
              "/export/ssh-config",
              "/export/ansible",
              "/export/rundeck",
              "/export/prometheus",
              "/health",
              "/health/live",
              "/health/ready",
              "/tools?active=false",
              "/tools/unknown",
              "/tools?active=maybe",
              "/unknown")) {
        Reply get = wire.send("GET " + path + " HTTP/1.1\nHost: localhost\n\n").reply();
        Reply head = wire.send("HEAD " + path + " HTTP/1.1\nHost: localhost\n\n").replyToHead();
        assertThat(head.status()).as(path).isEqualTo(get.status());
        assertThat(withoutDate(head)).as(path).isEqualTo(withoutDate(get));
      }
    }
  }

  private static List<String> withoutDate(Reply reply) {
    return reply.headers().stream().filter(line -> !line.startsWith("Date")).sorted().toList();
  }

  @FourWays
  void anyOtherMethodIsToldTheWholeList(RunningRegistry registry) {
    Routes.inhabit(registry);
    String before = registry.state();
    for (Map.Entry<String, SortedSet<String>> path : Routes.methodsByPath().entrySet()) {
      String allow = String.join(", ", path.getValue());
      for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")) {
        if (path.getValue().contains(method)) {
          continue;
        }
        Reply reply =
            registry.send(method + " " + path.getKey() + " HTTP/1.1\nHost: localhost\n{key}\n\n");
        assertThat(reply.status()).as(method + " " + path.getKey()).isEqualTo(405);
        assertThat(reply.header("allow")).contains(allow);
        assertThat(reply.body())
            .isEqualTo(
                Bodies.problem(
                    405, "Method Not Allowed", "This path takes " + allow, "method-not-allowed"));
      }
    }
    assertThat(registry.state()).isEqualTo(before);
  }

  @FourWays
  void optionsTellsTheMethodsToo(RunningRegistry registry) {
    Routes.methodsByPath()
        .forEach(
            (path, methods) -> {
              Reply reply = registry.send("OPTIONS " + path + " HTTP/1.1\nHost: localhost\n\n");
              assertThat(reply.status()).as(path).isEqualTo(204);
              assertThat(reply.header("allow")).contains(String.join(", ", methods));
              assertThat(reply.header("access-control-allow-origin")).isEmpty();
            });
  }

  @FourWays
  void healthSaysSoToAnybody(RunningRegistry registry) {
    for (String path : List.of("/health", "/health/live", "/health/ready")) {
      Reply reply = registry.send("GET " + path + " HTTP/1.1\nHost: localhost\n\n");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("content-type")).contains("application/json");
      assertThat(reply.body()).isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @FourWays
  void metricsAreInThePrometheusFormat(RunningRegistry registry) {
    Routes.inhabit(registry);
    Reply reply = registry.get("/metrics");
    assertThat(reply.header("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
    assertThat(reply.body()).endsWith("\n");
    assertThat(reply.body().lines())
        .allMatch(
            line ->
                line.matches("# (HELP|TYPE) [a-z_]+ .+")
                    || line.matches(
                        "[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*})? [0-9.Ee+-]+"));
    assertThat(registry.metric("registry_tools")).containsExactly("registry_tools 1");
    assertThat(registry.metric("registry_revision")).containsExactly("registry_revision 2");
    assertThat(registry.metric("registry_http_requests_total")).isNotEmpty();
  }
}
