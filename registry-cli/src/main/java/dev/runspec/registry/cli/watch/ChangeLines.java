package dev.runspec.registry.cli.watch;

import dev.runspec.registry.cli.output.JsonLine;
import dev.runspec.registry.cli.output.Listing;
import dev.runspec.registry.client.RegistryException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Tells programs what changes: a JSON line each, at once. At first everything is added. What the
 * registry does meanwhile is told on standard error.
 */
final class ChangeLines<T> implements View<T> {

  private final Watched<T> watched;
  private final Listing<T> listing;
  private final PrintWriter out;
  private final Consumer<String> teller;
  private Map<Object, T> known = Map.of();
  private boolean isAway;
  private boolean isLeft;

  /**
   * @param teller is given the lines for standard error
   */
  ChangeLines(Watched<T> watched, PrintWriter out, Consumer<String> teller) {
    this.watched = watched;
    this.listing = watched.listing().apply(Instant.EPOCH);
    this.out = out;
    this.teller = teller;
  }

  @Override
  public void show(List<T> list) {
    back();
    Map<Object, T> now = new LinkedHashMap<>();
    list.forEach(each -> now.put(watched.key().apply(each), each));
    known.forEach(
        (key, before) -> {
          if (!now.containsKey(key)) {
            print("removed", before);
          }
        });
    now.forEach(
        (key, each) -> {
          T before = known.get(key);
          if (before == null) {
            print("added", each);
          } else if (!substance(before).equals(substance(each))) {
            print("changed", each);
          }
        });
    known = now;
    isLeft = out.checkError();
  }

  private Object substance(T of) {
    return watched.substance().apply(of);
  }

  private void print(String change, T subject) {
    out.println(JsonLine.change(change, watched.noun(), listing.json().apply(subject)));
  }

  @Override
  public void away(RegistryException cause) {
    if (!isAway) {
      teller.accept(Objects.requireNonNull(cause.getMessage()) + "; trying until it answers");
    }
    isAway = true;
  }

  @Override
  public void back() {
    if (isAway) {
      teller.accept("the registry answers again");
    }
    isAway = false;
  }

  @Override
  public void tick() {}

  @Override
  public boolean isLeft() {
    return isLeft;
  }

  @Override
  public void close() {}
}
