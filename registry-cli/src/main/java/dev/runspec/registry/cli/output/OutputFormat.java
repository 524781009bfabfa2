package dev.runspec.registry.cli.output;

/** The forms in which a list can be printed. */
public enum OutputFormat {
  /** Aligned columns. */
  TABLE,
  /** More columns, and nothing cut short. */
  WIDE,
  /** The JSON of the protocol, indented. */
  JSON,
  /** The JSON of the protocol, a line for each. */
  JSONL,
  /** The same as YAML. */
  YAML,
  /** One name a line, for scripts. */
  NAME
}
