package dev.runspec.registry.json;

import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.json.Golden.assertWritten;
import static dev.runspec.registry.json.Golden.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Samples;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What agents send, written and read. */
class GoldenRequestTest {

  private static final Tool STATUS = Tool.builder("status").build();

  private static final Tool DEPLOY =
      Tool.builder("deploy")
          .description("Deploys")
          .member("x-autonomy", new JsonDocument("\"confirm\""))
          .inputSchema(
              new JsonDocument(
                  "{\"type\":\"object\",\"properties\":{\"env\":{\"type\":\"string\"}}}"))
          .command("/bin/deploy")
          .runAs("root")
          .becomeMethod(BecomeMethod.SU)
          .becomeFlags("-l")
          .build();

  private static Registration.Builder agent() {
    return Registration.builder("a1", "web", "1.0", "web-01");
  }

  private static Registration identity() {
    return agent()
        .heartbeatInterval(Duration.ofMillis(12_500))
        .labels(Map.of("zone", "eu", "team", "ops"))
        .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
        .toolsHash("h1")
        .build();
  }

  @Test
  void registration() {
    Registration registration = identity().withTools(List.of(DEPLOY, STATUS), "h1");

    assertWritten(RegistrationJson.write(registration), "registration");
    assertThat(RegistrationJson.read(body("registration"))).isEqualTo(registration);
  }

  @Test
  void signedTools() {
    Registration registration =
        identity().withTools(List.of(STATUS), "h1", Samples.signature(1_772_366_400));
    Publication publication =
        new Publication(List.of(STATUS), "h1", Samples.signature(1_772_366_400));

    assertWritten(RegistrationJson.write(registration), "registration-signed");
    assertThat(RegistrationJson.read(body("registration-signed"))).isEqualTo(registration);
    assertWritten(publication.utf8(), "publication-signed");
    assertThat(Publication.read(body("publication-signed"))).isEqualTo(publication);
  }

  @Test
  void registrationWithoutOptions() {
    Registration registration = agent().build();

    assertWritten(RegistrationJson.write(registration), "registration-without-options");
    assertThat(RegistrationJson.read(body("registration-without-options"))).isEqualTo(registration);
    assertThat(RegistrationJson.read(body("registration-of-0.1.1"))).isEqualTo(registration);
  }

  @Test
  void registrationFromTheFuture() {
    assertThat(RegistrationJson.read(body("registration-from-the-future")))
        .isEqualTo(agent().ssh(new SshTarget("10.0.0.7", null, null)).build());
  }

  @Test
  void heartbeatsThatDoNotSayWho() {
    JsonDocument system = new JsonDocument("{\"load\":[0.5,1e-07],\"os\":\"Linux\"}");
    assertBeat(Heartbeat.BARE, "heartbeat-bare");
    assertBeat(new Heartbeat(null, null, system), "heartbeat-telemetry");
    assertBeat(new Heartbeat(null, "h1", null), "heartbeat-hash");
  }

  @Test
  void heartbeatWithIdentity() {
    assertBeat(
        new Heartbeat(identity(), "h1", new JsonDocument("{\"load\":0.5}")), "heartbeat-identity");
  }

  @Test
  void aHeartbeatNeverCarriesTheTools() {
    Heartbeat beat = new Heartbeat(identity().withTools(List.of(DEPLOY), "other"), "h1", null);

    assertThat(HeartbeatJson.read(HeartbeatJson.write(beat), id("a1")))
        .isEqualTo(new Heartbeat(identity(), "h1", null));
  }

  @Test
  void noBodyIsABareBeat() {
    assertThat(HeartbeatJson.read(new byte[0], id("a1"))).isEqualTo(Heartbeat.BARE);
  }

  @Test
  void publication() {
    Publication publication = new Publication(List.of(STATUS), "h1");

    assertWritten(publication.utf8(), "publication");
    assertThat(Publication.read(body("publication"))).isEqualTo(publication);
    assertWritten(new Publication(List.of(STATUS), null).utf8(), "publication-of-0.1.1");
    assertThat(Publication.read(body("publication-of-0.1.1")))
        .isEqualTo(new Publication(List.of(STATUS), null));
    assertWritten(new Publication(List.of(), null).utf8(), "publication-of-nothing");
    assertThat(Publication.read(body("publication-of-nothing")))
        .isEqualTo(new Publication(List.of(), null));
  }

  private static void assertBeat(Heartbeat beat, String name) {
    assertWritten(HeartbeatJson.write(beat), name);
    assertThat(HeartbeatJson.read(body(name), id("a1"))).isEqualTo(beat);
  }
}
