package dev.runspec.registry.cli.arguments;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of {@link JsonTree}, as the validator wants to see it. */
final class ValueNode implements JsonNode {

  static final JsonNodeFactory FACTORY =
      new JsonNodeFactory() {
        @Override
        public JsonNode wrap(Object value) {
          return value instanceof ValueNode node
              ? new ValueNode(node.value, "")
              : new ValueNode(value, "");
        }

        @Override
        public JsonNode create(String json) {
          return new ValueNode(JsonTree.read(json).orElse(null), "");
        }
      };

  private final @Nullable Object value;
  private final String pointer;
  private @Nullable List<JsonNode> elements;
  private @Nullable Map<String, JsonNode> members;

  private ValueNode(@Nullable Object value, String pointer) {
    this.value = value;
    this.pointer = pointer;
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    if (value instanceof BigDecimal number) {
      return isWhole(number) ? SimpleType.INTEGER : SimpleType.NUMBER;
    }
    if (value instanceof String) {
      return SimpleType.STRING;
    }
    if (value instanceof Boolean) {
      return SimpleType.BOOLEAN;
    }
    if (value instanceof List<?>) {
      return SimpleType.ARRAY;
    }
    return value instanceof Map<?, ?> ? SimpleType.OBJECT : SimpleType.NULL;
  }

  static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  @Override
  public boolean asBoolean() {
    return Boolean.TRUE.equals(value);
  }

  @Override
  public String asString() {
    return String.valueOf(value);
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : BigDecimal.ZERO;
  }

  @Override
  public List<JsonNode> asArray() {
    List<JsonNode> known = elements;
    if (known == null) {
      known = new ArrayList<>();
      for (Object element : JsonTree.array(value)) {
        known.add(new ValueNode(element, pointer + "/" + known.size()));
      }
      elements = known;
    }
    return known;
  }

  @Override
  public Map<String, JsonNode> asObject() {
    Map<String, JsonNode> known = members;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Map.Entry<String, @Nullable Object> member : JsonTree.object(value).entrySet()) {
        String place = pointer + "/" + JsonNode.encodeJsonPointer(member.getKey());
        known.put(member.getKey(), new ValueNode(member.getValue(), place));
      }
      members = known;
    }
    return known;
  }
}
