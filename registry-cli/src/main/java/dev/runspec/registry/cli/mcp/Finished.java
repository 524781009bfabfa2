package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.InvalidDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program that ran to its end, and what it wrote.
 *
 * @param exitCode its exit code
 * @param output what it wrote to standard output, as far as that was kept
 * @param errors the same of standard error
 * @param isTruncated whether there was more of either
 */
record Finished(int exitCode, String output, String errors, boolean isTruncated) {

  static Finished of(int exitCode, Capture output, Capture errors) {
    return new Finished(
        exitCode, output.text(), errors.text(), output.isTruncated() || errors.isTruncated());
  }

  /** Whether the program says that it did what it was asked for. */
  boolean isSuccess() {
    return exitCode == 0;
  }

  /** All of it for a model, in the words of the original. */
  String text() {
    String rest = isTruncated ? "\n(cut off after " + Capture.MOST + " bytes)" : "";
    if (isSuccess()) {
      return output + rest;
    }
    List<String> parts = new ArrayList<>(List.of("exit_code: " + exitCode));
    if (!output.isEmpty()) {
      parts.add("stdout:\n" + output.stripTrailing());
    }
    if (!errors.isEmpty()) {
      parts.add("stderr:\n" + errors.stripTrailing());
    }
    return String.join("\n", parts) + rest;
  }

  /** What it wrote, if that is one JSON value and all of it is here. */
  Optional<JsonDocument> json() {
    if (isTruncated || output.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Documents.parse(output.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidDocument e) {
      return Optional.empty();
    }
  }
}
