package dev.runspec.registry.cli.output;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.client.ResetReason;
import dev.runspec.registry.json.EventJson;
import java.util.Locale;

/**
 * Events for programs: the protocol's data of each, and before it the {@code id} of its place.
 *
 * @param isBrief whether tools are left out also where they are told
 */
public record EventJsonLines(boolean isBrief) implements EventLines {

  @Override
  public String change(Position position, InstanceEvent event) {
    return JsonLine.event(
        position.toString(), isBrief ? EventJson.writeBrief(event) : EventJson.write(event));
  }

  @Override
  public String reset(Position position, ResetReason reason) {
    String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String data = "{\"event\":\"reset\",\"reason\":\"" + name + "\"}";
    return JsonLine.event(position.toString(), JsonLine.utf8(data));
  }
}
