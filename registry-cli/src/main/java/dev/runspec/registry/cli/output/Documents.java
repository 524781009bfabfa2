package dev.runspec.registry.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON documents, one or many, written again for people: copied token by token. */
final class Documents {

  private static final JsonFactory JSON = new JsonFactory();

  private Documents() {}

  /** The one document, indented. */
  static String json(byte[] document) {
    return json(target -> copy(document, target));
  }

  /** The documents as one array, indented. */
  static String json(List<byte[]> documents) {
    return json(target -> copyAll(documents, target));
  }

  /** The one document in one line. */
  static String line(byte[] document) {
    return written(
        text -> JSON.createGenerator(text).setCharacterEscapes(new UnseenEscaped()),
        target -> copy(document, target));
  }

  /** The one document as YAML. */
  static String yaml(byte[] document) {
    return yaml(target -> copy(document, target));
  }

  /** The documents as one YAML sequence. */
  static String yaml(List<byte[]> documents) {
    return yaml(target -> copyAll(documents, target));
  }

  private interface Content {
    void writeTo(JsonGenerator target) throws IOException;
  }

  private static String json(Content content) {
    return written(
        text -> {
          JsonGenerator target = JSON.createGenerator(text);
          target.setPrettyPrinter(indented()).setCharacterEscapes(new UnseenEscaped());
          return target;
        },
        content);
  }

  private static String yaml(Content content) {
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new UnseenQuoted())
            .build();
    return Visible.lines(written(factory::createGenerator, content).stripTrailing());
  }

  private interface Pen {
    JsonGenerator over(StringWriter text) throws IOException;
  }

  private static String written(Pen pen, Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator target = pen.over(text)) {
      content.writeTo(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void copyAll(List<byte[]> documents, JsonGenerator target) throws IOException {
    target.writeStartArray();
    for (byte[] document : documents) {
      copy(document, target);
    }
    target.writeEndArray();
  }

  private static void copy(byte[] document, JsonGenerator target) throws IOException {
    try (JsonParser source = JSON.createParser(document)) {
      while (source.nextToken() != null) {
        JsonToken token = source.currentToken();
        if (token.isNumeric()) {
          // As text: a number keeps all its digits.
          target.writeNumber(source.getText());
        } else {
          target.copyCurrentEvent(source);
        }
      }
    }
  }

  private static PrettyPrinter indented() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentArraysWith(lines);
    printer.indentObjectsWith(lines);
    return printer;
  }

  /**
   * Quotes every name that holds something unseen, as values are quoted anyway: between quotes its
   * escape means the character itself.
   */
  private static final class UnseenQuoted extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1;

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || name.codePoints().anyMatch(Visible::isUnseen);
    }
  }

  /** Escapes what a terminal would obey, or hide; JSON allows that of every character. */
  private static final class UnseenEscaped extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    private final int[] ascii = standardAsciiEscapesForJSON();

    UnseenEscaped() {
      ascii[0x7f] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      // Halves of surrogate pairs come here one by one, and belong together.
      return Visible.isUnseen(character) && !Character.isSurrogate((char) character)
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
          : null;
    }
  }
}
