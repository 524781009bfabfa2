package dev.runspec.registry.client.testing;

import dev.runspec.registry.Position;
import dev.runspec.registry.Tool;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.FeedEvent;
import dev.runspec.registry.engine.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One stream of events. Runs on the thread of its request. */
final class Stream {

  static final String CONTENT_TYPE = "text/event-stream";

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /** How soon it is seen that time was moved, or that the stream is over. */
  private static final Duration GLANCE = Duration.ofMillis(10);

  private final Request request;
  private final Feed feed;
  private final Crank time;
  private final Optional<Position> since;
  private Place place;
  private volatile Instant lastSent;

  /** A stream of what is asked for from where on it is asked for. */
  Stream(Request request, Feed feed, Crank time) {
    this.request = request;
    this.feed = feed;
    this.time = time;
    this.since = since(request);
    this.place = feed.latest();
    this.lastSent = time.instant();
  }

  /** After what the caller asks for events; empty if from now on. */
  private static Optional<Position> since(Request request) {
    return request
        .header("Last-Event-ID")
        .or(() -> request.first("since"))
        .map(
            text -> {
              try {
                return Position.parse(text);
              } catch (IllegalArgumentException e) {
                throw Refusal.invalid(String.valueOf(e.getMessage()));
              }
            });
  }

  /** Whether it is to give a sign of life. */
  boolean isDue() {
    return !time.instant().isBefore(lastSent.plus(KEEP_ALIVE));
  }

  /** Tells events until it is over, or the caller is gone. */
  void run(OutputStream out, BooleanSupplier isOver) throws IOException, InterruptedException {
    send(start(), out);
    while (!isOver.getAsBoolean()) {
      Place next = place.next();
      FeedEvent event = next == null ? null : next.event();
      if (next != null && event != null) {
        place = next;
        if (passes(event)) {
          send(told(event, next.position()), out);
        }
      } else if (place.isLost()) {
        place = feed.latest();
        send(reset("slow"), out);
        return;
      } else if (isDue()) {
        send(": keep-alive\n" + at(place.position()) + "\n", out);
      } else {
        boolean unused = feed.awaitBeyond(place, GLANCE);
      }
    }
  }

  private String start() {
    String head = "retry: 1000\n";
    if (since.isEmpty()) {
      return head + at(place.position()) + "\n";
    }
    Place known = feed.at(since.get());
    if (known == null) {
      boolean isOld = since.get().epoch().equals(place.position().epoch());
      return head + "\n" + reset(isOld ? "too-old" : "epoch");
    }
    place = known;
    return head + at(known.position()) + "\n";
  }

  private void send(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    lastSent = time.instant();
  }

  private String told(FeedEvent event, Position position) {
    byte[] data = request.isSet("brief", false) ? event.brief() : event.json();
    return "event: "
        + event.change().kind().wireName()
        + "\n"
        + at(position)
        + "data: "
        + new String(data, StandardCharsets.UTF_8)
        + "\n\n";
  }

  private String reset(String reason) {
    return "event: reset\n" + at(place.position()) + "data: {\"reason\":\"" + reason + "\"}\n\n";
  }

  private static String at(Position position) {
    return "id: " + position + "\n";
  }

  private boolean passes(FeedEvent event) {
    List<String> tools = request.all("tool");
    return (fits(event.before()) || fits(event.after()))
        && (tools.isEmpty() || tools.stream().anyMatch(tool -> isTouched(tool, event)));
  }

  private boolean fits(@Nullable Member member) {
    List<String> hosts = request.all("host");
    return member != null
        && (hosts.isEmpty() || hosts.contains(member.registration().host().value()))
        && request.all("label").stream().allMatch(label -> Selection.hasLabel(member, label));
  }

  /** Whether what is offered under this name, or by whom, may read otherwise. */
  private static boolean isTouched(String tool, FeedEvent event) {
    Member before = event.before();
    Member after = event.after();
    List<Tool> then = offers(tool, before);
    List<Tool> now = offers(tool, after);
    boolean isSameAgent =
        before != null
            && after != null
            && before.state() == after.state()
            && before.registration().differsOnlyInTools(after.registration());
    return isSameAgent ? !then.equals(now) : !then.isEmpty() || !now.isEmpty();
  }

  private static List<Tool> offers(String name, @Nullable Member member) {
    return member == null
        ? List.of()
        : member.registration().publishedTools().stream()
            .filter(tool -> tool.name().value().equals(name))
            .toList();
  }
}
