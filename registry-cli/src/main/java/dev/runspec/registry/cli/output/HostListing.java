package dev.runspec.registry.cli.output;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.json.HostEntryJson;
import java.util.List;

/** How hosts are shown. */
public final class HostListing {

  /** Agents on hosts, a row each. */
  public static final Listing<HostEntry> HOSTS =
      new Listing<>(
          List.of(
              Column.always("HOST", entry -> entry.host().value()),
              Column.always("NAME", HostEntry::name),
              Column.always("VERSION", HostEntry::version),
              Column.always("TOOLS", entry -> String.valueOf(entry.toolCount())),
              Column.wide("INSTANCE ID", entry -> entry.instanceId().value())),
          entry -> entry.host().value(),
          HostEntryJson::write);

  private HostListing() {}
}
