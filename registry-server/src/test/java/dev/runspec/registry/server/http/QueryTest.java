package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

  /** What stands in a Link cannot break out of it, and means what it meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|?cursor=c",
        "limit=2|?limit=2&cursor=c",
        "cursor=old&limit=2&cursor=older|?limit=2&cursor=c",
        "%63ursor=old&a=1|?a=1&cursor=c",
        "a=%26&a=b+c&&=&x|?a=%26&a=b+c&=&x&cursor=c",
        "filter=host==\"a>b<\"^`{}\\#'|?filter=host==%22a%3Eb%3C%22%5E%60%7B%7D%5C%23'&cursor=c",
        "q=%C3%A9/?:@|?q=%C3%A9/?:@&cursor=c"
      })
  void aQueryGoesOnWithOneParameterReplaced(String raw, String reference) {
    assertThat(Query.parse(raw).referenceWith("cursor", "c")).isEqualTo(reference);
  }
}
