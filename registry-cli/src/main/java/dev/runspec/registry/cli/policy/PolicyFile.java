package dev.runspec.registry.cli.policy;

import dev.runspec.registry.Text;
import dev.runspec.registry.cli.CommandFailure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * A policy that was read.
 *
 * @param path where it stands
 * @param origin whose it is
 * @param rules its rules in their order
 */
public record PolicyFile(Path path, Origin origin, List<Rule> rules) {

  private static final Comparator<TomlParseError> BY_POSITION =
      Comparator.comparing(
          TomlParseError::position,
          Comparator.comparingInt(TomlPosition::line).thenComparingInt(TomlPosition::column));

  public PolicyFile {
    rules = List.copyOf(rules);
  }

  /** Whose a policy is. */
  public enum Origin {
    /** The machine's: nothing widens it. */
    SYSTEM,
    /** The user's, or the one that the user named. */
    USER
  }

  /**
   * Reads it.
   *
   * @throws CommandFailure if it is not one, or others may write to it
   */
  static PolicyFile read(Path path, Origin origin) {
    TomlParseResult whole = Toml.parse(text(path, TrustedFile.bytes(path)));
    Optional<TomlParseError> first = whole.errors().stream().min(BY_POSITION);
    if (first.isPresent()) {
      throw invalid(
          path, first.get().position(), "is not TOML: " + String.valueOf(first.get().getMessage()));
    }
    PolicyTable table = new PolicyTable(path, whole);
    table.requireOnly(List.of("rules"));
    List<PolicyTable> tables = table.tables("rules");
    List<Rule> rules = new ArrayList<>();
    for (int index = 0; index < tables.size(); index++) {
      rules.add(RuleReader.read(tables.get(index), table.line("rules", index)));
    }
    return new PolicyFile(path, origin, rules);
  }

  /** What is wrong with a policy, and where. */
  static CommandFailure invalid(Path path, @Nullable TomlPosition at, String problem) {
    String place = at == null ? "" : ":" + at.line() + ":" + at.column();
    return new CommandFailure(
        path + place + ": " + Text.inOneLine(problem) + " (nothing is run until it is mended)");
  }

  /** The place of a rule: {@code FILE:LINE}. */
  public String place(Rule rule) {
    return path + ":" + rule.line();
  }

  private static String text(Path path, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(path, null, "is not UTF-8; expected TOML, which is UTF-8");
    }
  }
}
