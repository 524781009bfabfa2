package dev.runspec.registry.cli.output;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.InvalidDocument;
import java.nio.charset.StandardCharsets;

/** One host of an inventory of Ansible. */
public final class InventoryHost {

  private InventoryHost() {}

  /** Its variables, an object; an empty one for a host that the inventory does not have. */
  public static String variables(String inventory, String host) {
    try {
      JsonDocument whole = Documents.parse(inventory.getBytes(StandardCharsets.UTF_8));
      return member(member(member(whole, "_meta"), "hostvars"), host).text();
    } catch (InvalidDocument e) {
      throw new CommandFailure("the registry's inventory is not one: " + e.getMessage());
    }
  }

  private static JsonDocument member(JsonDocument object, String name) {
    return Documents.members(object).getOrDefault(name, JsonDocument.EMPTY_OBJECT);
  }
}
