package dev.runspec.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One tool of one instance: what it is and how it is run there. {@link #document()} is what the
 * agent sent, every member in its order; it is put together from the shared {@link #definition()}
 * and the few bytes that differ from host to host.
 */
public final class Tool {

  private static final JsonDocument NO_MEMBERS = new JsonDocument("");

  private final ToolDefinition definition;
  private final Execution execution;
  private final JsonDocument members;
  private final int at;

  /**
   * A tool as it was read.
   *
   * @param definition its document without the execution members
   * @param execution the meaning of the execution members
   * @param members the execution members as sent: {@code "x-command":"…","x-run-as":"…"}, maybe
   *     empty
   * @param at the byte of the definition's document before which they stood
   */
  public Tool(ToolDefinition definition, Execution execution, JsonDocument members, int at) {
    this.definition = definition;
    this.execution = execution;
    this.members = members;
    this.at = at;
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

  /** How it is run on this host. */
  public Execution execution() {
    return execution;
  }

  /** The execution members as sent, without braces: empty, or {@code "x-command":"…",…}. */
  public JsonDocument executionMembers() {
    return members;
  }

  /** The JSON object that the agent sent. */
  public JsonDocument document() {
    if (members.length() == 0) {
      return definition.document();
    }
    byte[] whole = definition.document().utf8();
    ByteArrayOutputStream out = new ByteArrayOutputStream(whole.length + members.length() + 2);
    out.write(whole, 0, at);
    if (whole[at - 1] != '{') {
      out.write(',');
    }
    members.writeTo(out);
    if (whole[at] != '}' && whole[at] != ',') {
      out.write(',');
    }
    out.write(whole, at, whole.length - at);
    return new JsonDocument(out.toByteArray());
  }

  /**
   * The same tool with {@code shared} in the place of its equal definition, so that one can be
   * kept.
   */
  public Tool sharing(ToolDefinition shared) {
    return new Tool(shared, execution, members, at);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tool tool
        && at == tool.at
        && definition.equals(tool.definition)
        && members.equals(tool.members);
  }

  @Override
  public int hashCode() {
    return 31 * definition.hashCode() + members.hashCode();
  }

  @Override
  public String toString() {
    return document().toString();
  }

  /** Puts a tool together member by member, in the order in which agents send them. */
  public static final class Builder {

    private final ToolName name;
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

    /** One more member before the schema, such as {@code x-autonomy}; a name may be given once. */
    public Builder member(String member, JsonDocument value) {
      extensions.append(',').append(JsonDocument.string(member)).append(':').append(value);
      return this;
    }

    /** One more member behind the schema, such as {@code x-autonomy-reason}. */
    public Builder memberAfterSchema(String member, JsonDocument value) {
      lateExtensions.append(',').append(JsonDocument.string(member)).append(':').append(value);
      return this;
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
          new Execution(command, runAs, becomeMethod, becomeFlags),
          members.length() == 0 ? NO_MEMBERS : new JsonDocument(members.toString()),
          document.getBytes(StandardCharsets.UTF_8).length - 1);
    }

    private static void append(StringBuilder members, String member, @Nullable String value) {
      if (value != null) {
        members.append(members.length() == 0 ? "" : ",");
        members.append('"').append(member).append("\":").append(JsonDocument.string(value));
      }
    }
  }
}
