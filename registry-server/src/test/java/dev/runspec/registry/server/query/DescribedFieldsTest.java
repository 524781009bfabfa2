package dev.runspec.registry.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.document.ApiDocument;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The fields of filters are those of the OpenAPI document. */
class DescribedFieldsTest {

  private static final String DOCUMENT = ApiDocument.bundled().yaml().toString();

  /** The words marked as code in the paragraph that begins like this. */
  private static Set<String> words(String beginning) {
    int begin = DOCUMENT.indexOf(beginning);
    int end = DOCUMENT.indexOf("\n\n", begin);
    String paragraph = DOCUMENT.substring(begin, end < 0 ? DOCUMENT.length() : end);
    return Pattern.compile("`([a-z_-]+)`")
        .matcher(paragraph.split("schema: \\{", -1)[0])
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> fields(Vocabulary vocabulary) {
    Set<String> fields = new HashSet<>(vocabulary.plain());
    fields.addAll(vocabulary.maps());
    fields.addAll(vocabulary.objects());
    return fields;
  }

  @Test
  void ofToolsAllThatHaveAMeaningOfTheirOwnAreDescribed() {
    assertThat(words("Fields: `name`, `host`, `instance`"))
        .containsAll(fields(Vocabulary.OF_OFFERS));
  }

  @Test
  void ofAgentsAllAreDescribedAndNoOthers() {
    assertThat(words("Fields: `host`, `name`, `version`")).isEqualTo(fields(Vocabulary.OF_AGENTS));
  }
}
