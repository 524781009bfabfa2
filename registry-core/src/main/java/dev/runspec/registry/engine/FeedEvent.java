package dev.runspec.registry.engine;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.json.EventJson;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change that the feed went through, with what it found. Its JSON is made when first asked for,
 * and given to everybody as long as anybody sends it: thousands of events are remembered, and all
 * that they say would take many times the memory of what they hold.
 */
public final class FeedEvent {

  private static final WeakReference<byte @Nullable []> NOT_MADE = new WeakReference<>(null);

  private final Change change;
  private final @Nullable Member before;
  private volatile WeakReference<byte @Nullable []> json = NOT_MADE;
  private volatile byte @Nullable [] brief;

  FeedEvent(Change change, @Nullable Member before) {
    this.change = change;
    this.before = before;
  }

  /** What changed. */
  public Change change() {
    return change;
  }

  /** The instance as it was; null when it was not known. */
  public @Nullable Member before() {
    return before;
  }

  /** The instance as it is from then on; null when it is no longer known. */
  public @Nullable Member after() {
    return change.member();
  }

  /** As {@code EventJson} writes it. Shared: not to be changed. */
  public byte[] json() {
    byte[] known = json.get();
    if (known == null) {
      known = EventJson.write(told());
      json = new WeakReference<>(known);
    }
    return known;
  }

  /** The same without tools. Shared: not to be changed. */
  public byte[] brief() {
    byte[] known = brief;
    if (known == null) {
      known = change.kind().isTold() ? EventJson.writeBrief(told()) : json();
      brief = known;
    }
    return known;
  }

  /** Roughly how much memory it holds that others might not, in tools. */
  int weight() {
    int tools = change.kind().isTold() ? tools(after()) : 0;
    return 1 + tools + (Objects.equals(before, after()) ? 0 : tools(before));
  }

  private InstanceEvent told() {
    Member after = after();
    Registration registration =
        Objects.requireNonNull(after == null ? before : after).registration();
    return new InstanceEvent(
        change.revision(),
        change.kind(),
        change.id(),
        registration.name(),
        registration.host(),
        after == null ? null : after.instance());
  }

  private static int tools(@Nullable Member member) {
    return member == null ? 0 : member.registration().publishedTools().size();
  }
}
