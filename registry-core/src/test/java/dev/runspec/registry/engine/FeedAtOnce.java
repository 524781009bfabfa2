package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.id;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.catalog.Change;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A feed that remembers all, and one that forgets soon, with one who writes and any who read. They
 * are their own specification.
 */
public class FeedAtOnce {

  private final Feed feed = new Feed();
  private final Feed forgetful = new Feed(2, 100);

  @Operation(nonParallelGroup = "store")
  public void apply() {
    for (Feed each : List.of(forgetful, feed)) {
      each.apply(new Change(each.catalog().revision() + 1, ChangeKind.REAPED, id("a"), null));
    }
  }

  @Operation
  public long revision() {
    return feed.catalog().revision();
  }

  @Operation
  public String changesAfter(@Param(gen = IntGen.class, conf = "0:2") int revision) {
    Place place = feed.at(feed.catalog().position().at(revision));
    if (place == null) {
      return "unknown";
    }
    List<Long> changes = new ArrayList<>();
    for (Place next = place.next(); next != null; next = next.next()) {
      changes.add(next.position().revision());
    }
    return changes.toString();
  }

  /**
   * Whoever reads along sees change after change, until it has seen all or is told that it lost its
   * place. It may see more than one who comes now, since its place was not forgotten yet, and a
   * moment later than the catalogue shows it.
   */
  @Operation
  public String gap() {
    Place place = forgetful.oldest();
    for (Place next = place.next(); next != null; next = place.next()) {
      if (next.position().revision() != place.position().revision() + 1) {
        return "between " + place.position() + " and " + next.position();
      }
      place = next;
    }
    return "none";
  }
}
