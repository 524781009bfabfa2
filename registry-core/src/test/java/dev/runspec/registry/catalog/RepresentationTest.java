package dev.runspec.registry.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepresentationTest {

  @Test
  void equalBytesHaveEqualTagsAndOthersOthers() {
    assertThat(of("{}").etag()).isEqualTo(of("{}").etag()).isNotEqualTo(of("[]").etag());
  }

  @Test
  void theTagIsAStrongEntityTagAndTheSameOnEveryReplica() {
    assertThat(of("[]").etag()).isEqualTo("\"T1PNoYwrqgwDVLtf\"");
  }

  @Test
  void anArrayJoinsItsElements() {
    assertThat(Representation.array(List.of())).hasToString("[]");
    assertThat(Representation.array(List.of(of("1")))).hasToString("[1]");
    assertThat(Representation.array(List.of(of("{\"é\":1}"), of("[]"), of("\"🚀\""))))
        .hasToString("[{\"é\":1},[],\"🚀\"]");
    assertThat(Representation.array(List.of(of("1"), of("2"))).etag())
        .isEqualTo(of("[1,2]").etag());
  }

  private static Representation of(String text) {
    return Representation.of(text.getBytes(UTF_8));
  }
}
