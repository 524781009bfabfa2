package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  @Test
  void everythingIsAnEmptyQuery() {
    assertThat(Selection.all().query()).isEmpty();
    assertThat(Selection.all().isNarrow()).isFalse();
    assertThat(Selection.all().liveness(Liveness.ALL).isNarrow()).isFalse();
  }

  @Test
  void whatIsSaidIsEncodedInTheQuery() {
    Selection selection =
        Selection.all()
            .liveness(Liveness.LIVE)
            .text("a&b=c")
            .host(new HostName("web 01"))
            .host(new HostName("ü"))
            .label("env", "pro:d")
            .label("zone")
            .state(InstanceState.STALE)
            .state(InstanceState.LIVE)
            .filter("labels.env == \"x\" and not host matches `^db+`");

    assertThat(selection.query())
        .isEqualTo(
            "active=true&q=a%26b%3Dc&host=web%2001&host=%C3%BC&label=env%3Apro%3Ad&label=zone"
                + "&state=live&state=stale"
                + "&filter=labels.env%20%3D%3D%20%22x%22%20and%20not%20host%20matches%20"
                + "%60%5Edb%2B%60");
    assertThat(selection.isNarrow()).isTrue();
  }

  @Test
  void aSelectionIsAValue() {
    Selection prod = Selection.all().label("env", "prod");
    Selection prodHere = prod.host(new HostName("web-01"));

    assertThat(prod.query()).isEqualTo("label=env%3Aprod");
    assertThat(prodHere)
        .isEqualTo(Selection.all().host(new HostName("web-01")).label("env", "prod"))
        .hasSameHashCodeAs(Selection.all().host(new HostName("web-01")).label("env", "prod"))
        .isNotEqualTo(prod);
    assertThat(prod).hasToString("Selection[label=env%3Aprod]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", ":"})
  void aLabelKeyThatNoQueryCanSayIsRefused(String key) {
    assertThatThrownBy(() -> Selection.all().label(key))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Selection.all().label(key, "v"))
        .hasMessage("label key is empty or holds a colon: " + key);
  }

  @Test
  void aStateThatOnlyANewerRegistryKnowsCannotBeAskedFor() {
    assertThatThrownBy(() -> Selection.all().state(InstanceState.UNKNOWN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theRegistrySelects() {
    try (ScriptedRegistry registry = ScriptedRegistry.start();
        RegistryClient client = RegistryClient.builder(registry.uri()).build()) {
      registry
          .on("GET /tools?q=dep", answer("[" + Samples.GROUP + "]"))
          .on("GET /instances?state=gone", answer("[" + Samples.INSTANCE + "]"))
          .on("GET /hosts?host=web-01", answer("[" + Samples.HOST + "]"));

      assertThat(client.tools(Selection.all().text("dep"))).hasSize(1);
      assertThat(client.instances(Selection.all().state(InstanceState.GONE))).hasSize(1);
      assertThat(client.hosts(Selection.all().host(new HostName("web-01")))).hasSize(1);
    }
  }

  @Test
  void aRegistryThatWouldIgnoreTheSelectionIsNotBelieved() {
    try (ScriptedRegistry old = ScriptedRegistry.start();
        RegistryClient client = RegistryClient.builder(old.uri()).build()) {
      old.on("GET /hosts?label=env%3Aprod", Reply.json("[" + Samples.HOST + "]"))
          .on("GET /hosts?active=true", Reply.json("[" + Samples.HOST + "]"));

      assertThatThrownBy(() -> client.hosts(Selection.all().label("env", "prod")))
          .isInstanceOf(RegistryAnswerInvalid.class)
          .hasMessage(
              "tried to list hosts, but %s is too old a registry to select anything: ask for the"
                  + " whole list and select from that",
              old.uri());
      assertThat(client.hosts()).hasSize(1);
    }
  }

  @Test
  void aWrongFilterIsToldByItsColumn() {
    try (ScriptedRegistry registry = ScriptedRegistry.start();
        RegistryClient client = RegistryClient.builder(registry.uri()).build()) {
      registry.on(
          "GET /tools?filter=name%20%3D",
          Reply.json(
              422,
              "{\"code\":\"invalid-request\",\"detail\":\"filter: column 6: expected ==\",\"errors\":"
                  + "[{\"pointer\":\"\",\"message\":\"query parameter filter: column 6\"}]}"));

      assertThatThrownBy(() -> client.tools(Selection.all().filter("name =")))
          .isInstanceOfSatisfying(
              RegistryRefused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                assertThat(refused.detail()).isEqualTo("filter: column 6: expected ==");
              });
    }
  }

  private static Reply answer(String body) {
    return Reply.json(200, body, "X-Registry-Position", "e-1");
  }
}
