package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a message. One of the wrong type is refused by name.
 *
 * @param members by name; {@code null} is as if it were not there
 */
public record Params(Map<String, JsonDocument> members) {

  static final Params NONE = new Params(Map.of());

  public Params {
    members = Map.copyOf(members);
  }

  /** Any parameter. */
  public Optional<JsonDocument> any(String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> !Values.isNull(value));
  }

  /** A parameter that must be a string if it is there. */
  public Optional<String> text(String name) {
    return any(name)
        .map(
            value ->
                Values.string(value)
                    .orElseThrow(() -> RpcFailure.parameters(name + ": expected a string")));
  }

  /** A parameter that must be an object if it is there. */
  public Optional<JsonDocument> object(String name) {
    Optional<JsonDocument> value = any(name);
    if (value.isPresent() && !Values.isObject(value.get())) {
      throw RpcFailure.parameters(name + ": expected an object");
    }
    return value;
  }

  /** What stands in {@code _meta}. */
  public Params meta() {
    return object("_meta").map(Documents::members).map(Params::new).orElse(NONE);
  }
}
