package dev.runspec.registry.server.resource;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Position;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Answer.Outlet;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.EventFilter;
import dev.runspec.registry.server.live.EventStream;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.live.Seat;
import dev.runspec.registry.server.live.Topic;
import dev.runspec.registry.server.query.LabelSelector;
import dev.runspec.registry.server.query.ListQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that happens, as it happens. */
final class EventResource {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Live live;

  EventResource(Live live) {
    this.live = live;
  }

  List<Route> routes() {
    return List.of(Route.get("/events", Access.READ, this::events));
  }

  private Answer events(Call call) {
    EventFilter filter =
        new EventFilter(
            values(call, "tool", ToolName::new),
            values(call, "host", HostName::new),
            values(call, "label", LabelSelector::parse));
    boolean isBrief = ListQuery.isSet("brief", call.query(), false);
    Position since = since(call);
    Seat free = live.seat(Topic.EVENTS);
    if (free == null) {
      throw full();
    }
    free.close(); // it is for the connection's own thread, once the stream begins
    return Answer.stream(EventStream.CONTENT_TYPE, outlet -> stream(filter, isBrief, since, outlet))
        .with(Reading.POSITION, live.feed().latest().position().toString())
        .with("Cache-Control", "no-store")
        .with("X-Accel-Buffering", "no");
  }

  private void stream(EventFilter filter, boolean isBrief, @Nullable Position since, Outlet outlet)
      throws InterruptedException {
    try (Seat seat = live.seat(Topic.EVENTS)) {
      if (seat != null) {
        new EventStream(live, filter, isBrief, outlet::send).run(seat, since);
      }
    }
  }

  /** Where the caller left off; what its browser says wins over what its address says. */
  private static @Nullable Position since(Call call) {
    Optional<String> last = call.header("Last-Event-ID").filter(id -> !id.isBlank());
    Optional<String> text = last.or(() -> call.query().first("since"));
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Position.parse(text.get().strip());
    } catch (IllegalArgumentException e) {
      String place = last.isPresent() ? "header Last-Event-ID" : "query parameter since";
      throw Refusal.invalid("", place + ": " + e.getMessage());
    }
  }

  private static <T> List<T> values(Call call, String name, Function<String, T> value) {
    return call.query().all(name).stream()
        .map(
            text -> {
              try {
                return value.apply(text);
              } catch (IllegalArgumentException e) {
                throw Refusal.invalid("", "query parameter " + name + ": " + e.getMessage());
              }
            })
        .toList();
  }

  private static Refusal full() {
    return new Refusal(
            ErrorCode.STORE_UNAVAILABLE, "Too many read along already; try again in a moment")
        .retryAfter(PAUSE);
  }
}
