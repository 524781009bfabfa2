package dev.runspec.registry.client.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.json.InvalidDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests, and treats them as the test wishes. Safe for use by many threads: what the test
 * wishes is one immutable value, replaced whole.
 */
final class Desk implements HttpHandler {

  private static final Pattern WAIT = Pattern.compile("wait=([0-9]{1,3})");
  private static final Duration GLANCE = Duration.ofMillis(10);

  private final Crank time;
  private final @Nullable String key;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private final Object changes = new Object();
  private volatile Conduct conduct;

  Desk(Crank time, @Nullable String key, Registry registry) {
    this.time = time;
    this.key = key;
    this.conduct = new Conduct(registry, null, false);
  }

  /**
   * How requests are treated, until another one takes its place; streams end with it.
   *
   * @param registry what answers them
   * @param refusal what answers them instead; null unless so wished
   * @param isSilent whether nothing does
   */
  record Conduct(Registry registry, @Nullable Refusal refusal, boolean isSilent) {}

  Conduct conduct() {
    return conduct;
  }

  void conduct(Conduct next) {
    synchronized (changes) {
      conduct = next;
      changes.notifyAll();
    }
  }

  /** What was asked so far, as {@code GET /tools?active=true}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many streams are to give a sign of life. */
  int dueStreams() {
    return conduct.isSilent() ? 0 : (int) streams.stream().filter(Stream::isDue).count();
  }

  /** The number of signs of life by when everybody whose stream ends now has noticed that. */
  long expected() {
    return time.signs() + streams.size();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Conduct now = conduct;
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    try (exchange) {
      if (now.isSilent()) {
        awaitOtherThan(now);
        return;
      }
      Optional<Stream> stream;
      time.begin();
      try {
        stream = answer(exchange, now);
      } finally {
        time.end();
      }
      if (stream.isPresent()) {
        run(stream.get(), exchange, now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends an answer; or gives the stream that is one. */
  private Optional<Stream> answer(HttpExchange exchange, Conduct now)
      throws IOException, InterruptedException {
    Answer answer;
    try {
      Request request = Request.of(exchange);
      if (now.refusal() != null) {
        throw now.refusal();
      }
      refuseStrangers(request);
      if (request.is("GET", "events")) {
        return Optional.of(new Stream(request, now.registry().feed(), time));
      }
      answer = awaited(request, now);
    } catch (Refusal e) {
      answer = e.answer();
    } catch (InvalidDocument e) {
      answer = Refusal.of(e).answer();
    } catch (IllegalArgumentException e) {
      answer = Refusal.invalid(String.valueOf(e.getMessage())).answer();
    }
    if (conduct == now) {
      answer.send(exchange);
    }
    return Optional.empty();
  }

  private void refuseStrangers(Request request) {
    if (key != null
        && !request.method().equals("GET")
        && !request.header("X-API-Key").equals(Optional.of(key))) {
      throw Refusal.of(403, ErrorCode.FORBIDDEN, "Invalid or missing API key");
    }
  }

  /** The answer, or if the caller has that and would rather wait, the next one. */
  private Answer awaited(Request request, Conduct now) throws InterruptedException {
    Answer answer = Routes.answer(request, now.registry());
    Matcher wait = WAIT.matcher(request.header("Prefer").orElse(""));
    if (!answer.isNotModified() || !wait.find()) {
      return answer;
    }
    Instant until = time.instant().plusSeconds(Long.parseLong(wait.group(1)));
    time.end();
    try {
      Feed feed = now.registry().feed();
      while (answer.isNotModified() && conduct == now && time.instant().isBefore(until)) {
        boolean unused = feed.awaitBeyond(feed.latest(), GLANCE);
        answer = Routes.answer(request, now.registry());
      }
    } finally {
      time.begin();
    }
    return answer.with("Preference-Applied", wait.group());
  }

  private void run(Stream stream, HttpExchange exchange, Conduct now)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", Stream.CONTENT_TYPE);
    exchange
        .getResponseHeaders()
        .set(Routes.POSITION, now.registry().feed().latest().position().toString());
    exchange.sendResponseHeaders(200, 0);
    streams.add(stream);
    try {
      stream.run(exchange.getResponseBody(), () -> conduct != now);
    } finally {
      streams.remove(stream);
    }
    for (Conduct next = conduct; next.isSilent(); next = conduct) {
      awaitOtherThan(next);
    }
  }

  private void awaitOtherThan(Conduct now) throws InterruptedException {
    synchronized (changes) {
      while (conduct == now) {
        changes.wait();
      }
    }
  }
}
