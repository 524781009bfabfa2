package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.id;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.catalog.Change;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A feed that forgets soon, with one who writes and any who read. It is its own specification. */
public class FeedAtOnce {

  private static final int REMEMBERED = 3;

  private final Feed feed = new Feed(REMEMBERED, 100);

  @Operation(nonParallelGroup = "store")
  public void apply() {
    feed.apply(new Change(feed.catalog().revision() + 1, ChangeKind.REAPED, id("a"), null));
  }

  @Operation
  public long revision() {
    return feed.catalog().revision();
  }

  @Operation
  public String changesAfter(@Param(gen = IntGen.class, conf = "0:4") int revision) {
    Place place = feed.at(feed.catalog().position().at(revision));
    if (place == null) {
      return "unknown";
    }
    List<Long> changes = new ArrayList<>();
    for (Place next = place.next(); next != null; next = place.next()) {
      place = next;
      changes.add(place.position().revision());
    }
    return place.isLost() ? "unknown" : changes.toString();
  }
}
