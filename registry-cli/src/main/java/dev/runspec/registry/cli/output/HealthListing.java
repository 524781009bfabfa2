package dev.runspec.registry.cli.output;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.client.Health;
import java.net.URI;
import java.util.List;

/** How a registry's health is shown. */
public final class HealthListing {

  private HealthListing() {}

  /** The health of the registry at {@code address}. */
  public static Listing<Health> of(URI address) {
    return new Listing<>(
        List.of(
            Column.<Health>always("STATUS", Health::status)
                .tinted(health -> health.isOk() ? Tint.GOOD : Tint.BAD),
            Column.always("REGISTRY", health -> address.toString())),
        Health::status,
        health ->
            new JsonDocument("{\"status\":" + JsonDocument.string(health.status()) + "}").utf8());
  }
}
