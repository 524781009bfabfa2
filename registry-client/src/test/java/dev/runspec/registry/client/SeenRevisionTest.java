package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeenRevisionTest {

  private static final String REVISION = "X-Registry-Revision";
  private static final String POSITION = "X-Registry-Position";

  private final SeenRevision seen = new SeenRevision();

  @Test
  void readsAndWritesRaiseIt() {
    note(Map.of(REVISION, "7"));
    note(Map.of(POSITION, "e-9"));
    note(Map.of(REVISION, "8"));
    note(Map.of(POSITION, "e-3"));

    assertThat(seen.known()).hasValue(9);
  }

  @Test
  void anotherEpochBeginsAfresh() {
    note(Map.of(POSITION, "e-9"));
    note(Map.of(POSITION, "f-2"));
    assertThat(seen.known()).hasValue(2);

    note(Map.of(REVISION, "5"));
    assertThat(seen.known()).hasValue(5);
  }

  @Test
  void theFirstPositionDoesNotForgetWhatWasWrittenBefore() {
    note(Map.of(REVISION, "7"));
    note(Map.of(POSITION, "e-3"));

    assertThat(seen.known()).hasValue(7);
  }

  @Test
  void aReplicaThatLagsIsNoReasonToForget() {
    note(Map.of(POSITION, "e-9"));
    seen.note(answer(Map.of(POSITION, "e-3", "Warning", "110 - \"behind\"")), OptionalLong.of(9));

    assertThat(seen.known()).hasValue(9);
  }

  @Test
  void aRegistryWithoutEpochsThatWarnsBeganAnew() {
    note(Map.of(REVISION, "9"));
    seen.note(answer(Map.of(REVISION, "3", "Warning", "110 - \"behind\"")), OptionalLong.of(9));

    assertThat(seen.known()).hasValue(3);
  }

  @Test
  void whatIsNoRevisionIsIgnored() {
    note(Map.of(REVISION, "many", POSITION, "somewhere"));

    assertThat(seen.known()).isEmpty();
  }

  private void note(Map<String, String> headers) {
    seen.note(answer(headers), OptionalLong.empty());
  }

  private static Answer answer(Map<String, String> headers) {
    Map<String, List<String>> lists =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return new Answer(200, HttpHeaders.of(lists, (name, value) -> true), new byte[0]);
  }
}
