package dev.runspec.registry;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tool of one instance: what it is and how it is run there. {@link #document()} is what the
 * agent sent, every member in its order; it is put together from the shared {@link #definition()}
 * and the few bytes that differ from host to host. These are all that is kept: there may be
 * millions.
 */
public final class Tool {

  private static final byte[] NONE = {};

  private final ToolDefinition definition;

  /** Where the members of the first splice stood; nothing of it matters when there is none. */
  private final int at;

  /** The members of the first splice in UTF-8, empty when there is none. */
  private final byte[] members;

  /** The other splices; null for nearly all tools, whose execution members stand together. */
  private final @Nullable List<Splice> more;

  /**
   * A tool as it was read.
   *
   * @param definition its document without the execution members
   * @param splices the execution members and where they stood, in order
   * @throws IllegalArgumentException if the members are not such as {@link JsonDocument#string}
   *     writes them
   */
  public Tool(ToolDefinition definition, List<Splice> splices) {
    this(
        definition,
        splices.isEmpty() ? 0 : splices.get(0).at(),
        splices.isEmpty() ? NONE : splices.get(0).members().utf8(),
        splices.size() < 2 ? null : List.copyOf(splices.subList(1, splices.size())));
    for (Splice splice : splices) {
      ExecutionMembers.check(splice.members().text());
    }
  }

  private Tool(ToolDefinition definition, int at, byte[] members, @Nullable List<Splice> more) {
    this.definition = definition;
    this.at = at;
    this.members = members;
    this.more = more;
  }

  /** Starts a tool of this name, for those who do not have its JSON. */
  public static Builder builder(String name) {
    return new Builder(new ToolName(name));
  }

  public ToolName name() {
    return definition.name();
  }

  /** What it is, the same wherever it runs. */
  public ToolDefinition definition() {
    return definition;
  }

  /** How it is run on this host; made when it is asked for. */
  public Execution execution() {
    return members.length == 0
        ? Execution.UNSAID
        : ExecutionMembers.read(executionMembers().text());
  }

  /** The execution members as sent and where they stood, in order; made when asked for. */
  public List<Splice> splices() {
    if (members.length == 0) {
      return List.of();
    }
    Splice first = new Splice(at, firstMembers());
    if (more == null) {
      return List.of(first);
    }
    List<Splice> all = new ArrayList<>(List.of(first));
    all.addAll(more);
    return List.copyOf(all);
  }

  /** The execution members as sent, without braces: empty, or {@code "x-command":"…",…}. */
  public JsonDocument executionMembers() {
    return more == null
        ? firstMembers()
        : new JsonDocument(
            splices().stream().map(splice -> splice.members().text()).collect(joining(",")));
  }

  private JsonDocument firstMembers() {
    return new JsonDocument(new String(members, StandardCharsets.UTF_8));
  }

  /** The JSON object that the agent sent. */
  public JsonDocument document() {
    if (members.length == 0) {
      return definition.document();
    }
    String text = definition.document().text();
    StringBuilder whole = new StringBuilder(text.length() + 128);
    int from = 0;
    for (Splice splice : splices()) {
      whole.append(text, from, splice.at());
      from = splice.at();
      whole.append(whole.length() == 1 ? "" : ",").append(splice.members());
      whole.append(text.charAt(from) == '"' ? "," : "");
    }
    return new JsonDocument(whole.append(text, from, text.length()).toString());
  }

  /**
   * The same tool with {@code shared} in the place of its equal definition, so that one can be
   * kept.
   */
  public Tool sharing(ToolDefinition shared) {
    return new Tool(shared, at, members, more);
  }

  /**
   * Execution members that stood together.
   *
   * @param at the index in the definition's text before which they stood: after its first brace,
   *     before a comma or before its last brace
   * @param members {@code "x-command":"…","x-run-as":"…"}, never empty
   */
  public record Splice(int at, JsonDocument members) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Tool tool
        && at == tool.at
        && Arrays.equals(members, tool.members)
        && definition.equals(tool.definition)
        && Objects.equals(more, tool.more);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * definition.hashCode() + Arrays.hashCode(members)) + at;
  }

  @Override
  public String toString() {
    return document().toString();
  }

  /** Puts a tool together member by member, in the order in which agents send them. */
  public static final class Builder {

    private final ToolName name;
    private final Set<String> taken =
        new HashSet<>(
            List.of(
                "name",
                "description",
                "inputSchema",
                "x-command",
                "x-run-as",
                "x-become-method",
                "x-become-flags"));
    private String description = "";
    private JsonDocument inputSchema = new JsonDocument("{\"type\":\"object\",\"properties\":{}}");
    private final StringBuilder extensions = new StringBuilder();
    private final StringBuilder lateExtensions = new StringBuilder();
    private @Nullable String command;
    private @Nullable String runAs;
    private @Nullable String becomeMethod;
    private @Nullable String becomeFlags;

    private Builder(ToolName name) {
      this.name = name;
    }

    /** What people and models read; empty unless set. */
    public Builder description(String text) {
      this.description = text;
      return this;
    }

    /** The JSON Schema of the arguments, an object; no arguments unless set. */
    public Builder inputSchema(JsonDocument schema) {
      this.inputSchema = schema;
      return this;
    }

    /**
     * One more member before the schema, such as {@code x-autonomy}.
     *
     * @throws IllegalArgumentException if it was given, or has a method of its own here
     */
    public Builder member(String member, JsonDocument value) {
      append(extensions, member, value);
      return this;
    }

    /** One more member behind the schema, such as {@code x-autonomy-reason}. */
    public Builder memberAfterSchema(String member, JsonDocument value) {
      append(lateExtensions, member, value);
      return this;
    }

    private void append(StringBuilder target, String member, JsonDocument value) {
      if (!taken.add(member)) {
        throw new IllegalArgumentException("tool member is given already: " + member);
      }
      target.append(',').append(JsonDocument.string(member)).append(':').append(value);
    }

    /** The program, as a path or a name: {@code x-command}. */
    public Builder command(String program) {
      this.command = program;
      return this;
    }

    /** The user to become: {@code x-run-as}; empty means nobody else. */
    public Builder runAs(String user) {
      this.runAs = user;
      return this;
    }

    /** How to become that user: {@code x-become-method}. */
    public Builder becomeMethod(BecomeMethod method) {
      this.becomeMethod = method.program();
      return this;
    }

    /** Flags for the method: {@code x-become-flags}. */
    public Builder becomeFlags(String flags) {
      this.becomeFlags = flags;
      return this;
    }

    public Tool build() {
      JsonDocument told = JsonDocument.string(description);
      String document =
          "{\"name\":"
              + JsonDocument.string(name.value())
              + ",\"description\":"
              + told
              + extensions
              + ",\"inputSchema\":"
              + inputSchema
              + lateExtensions
              + "}";
      StringBuilder members = new StringBuilder();
      append(members, "x-command", command);
      append(members, "x-run-as", runAs);
      append(members, "x-become-method", becomeMethod);
      append(members, "x-become-flags", becomeFlags);
      return new Tool(
          new ToolDefinition(name, new JsonDocument(document), told, inputSchema),
          members.length() == 0
              ? List.of()
              : List.of(new Splice(document.length() - 1, new JsonDocument(members.toString()))));
    }

    private static void append(StringBuilder members, String member, @Nullable String value) {
      if (value != null) {
        members.append(members.length() == 0 ? "" : ",");
        members.append('"').append(member).append("\":").append(JsonDocument.string(value));
      }
    }
  }
}
