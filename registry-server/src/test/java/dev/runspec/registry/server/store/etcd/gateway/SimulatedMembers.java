package dev.runspec.registry.server.store.etcd.gateway;

import dev.runspec.registry.server.simulation.Strands;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The one member that a simulated replica knows, with the patience that is had over HTTP. */
public final class SimulatedMembers implements Members {

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Who asks, for the witness of etcd. */
  private static final ThreadLocal<@Nullable Object> AUTHOR = new ThreadLocal<>();

  private final Strands strands;
  private final Strands.Program process;
  private final Link link;
  private final SimulatedEtcd etcd;
  private final InstantSource time;
  private @Nullable Stream stream;
  private boolean isAway;
  private boolean isClosed;

  /** A replica's way to etcd. */
  public SimulatedMembers(
      Strands strands, Strands.Program process, Link link, SimulatedEtcd etcd, InstantSource time) {
    this.strands = strands;
    this.process = process;
    this.link = link;
    this.etcd = etcd;
    this.time = time;
  }

  /** An etcd that asks these. */
  public Etcd etcd() {
    return new Etcd(this);
  }

  /** Whatever this thread asks for, it asks for it in this name. */
  public static void author(Object name) {
    AUTHOR.set(name);
  }

  /** Up to which revision the reader of the watch has come. */
  public long taken() {
    Stream open = stream;
    return open == null ? 0 : open.taken();
  }

  @Override
  public int count() {
    return 1;
  }

  private interface Attempt<T> {
    T make();
  }

  private <T> T patiently(Attempt<T> attempt) {
    Instant end = time.instant().plus(PATIENCE);
    boolean isPatient = !isAway;
    while (true) {
      try {
        T answer = attempt.make();
        isAway = false;
        return answer;
      } catch (EtcdFailure failure) {
        if (failure.kind() != EtcdFailure.Kind.AWAY) {
          throw failure;
        }
        if (!isPatient || time.instant().isAfter(end) || isClosed) {
          isAway = true;
          throw failure;
        }
        process.sleep(PAUSE);
      }
    }
  }

  @Override
  public EtcdJson call(String path, byte[] body) {
    try {
      return EtcdJson.read(patiently(() -> attempt(path, body)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public byte[] callAt(int member, String path, byte[] body) {
    return attempt(path, body);
  }

  @Override
  public InputStream stream(String path, byte[] body) {
    return patiently(
        () -> {
          byte[] unused = attempt(path, body);
          Stream open = stream;
          if (open == null) {
            throw new IllegalStateException("there is no stream");
          }
          return open;
        });
  }

  private byte[] attempt(String path, byte[] body) {
    process.mustLive();
    if (link.isCut() || !etcd.isUp()) {
      process.sleep(Duration.ofMillis(1));
      throw new EtcdFailure(
          EtcdFailure.Kind.AWAY, "etcd does not answer", new ConnectException("refused"));
    }
    Object author = AUTHOR.get();
    Exchange exchange = new Exchange();
    link.begun(exchange);
    link.pass(exchange, () -> arrive(exchange, path, body, author));
    boolean isAnswered = process.await(exchange::isOver, DEADLINE);
    link.ended(exchange);
    if (!isAnswered) {
      exchange.giveUp();
      throw new EtcdFailure(
          EtcdFailure.Kind.AWAY, "etcd does not answer", new HttpTimeoutException("2 s"));
    }
    return exchange.answer();
  }

  private void arrive(Exchange exchange, String path, byte[] body, @Nullable Object author) {
    if (!etcd.isUp()) {
      link.pass(exchange::reset);
      return;
    }
    try {
      byte[] answer;
      if (path.equals("/v3/watch")) {
        answer = body;
        open(exchange, body);
      } else {
        answer = etcd.answer(path, body, author);
      }
      link.pass(() -> exchange.answered(answer));
    } catch (EtcdFailure failure) {
      link.pass(() -> exchange.failed(failure));
    }
  }

  private void open(Exchange exchange, byte[] body) {
    if (!exchange.isGivenUp() && !exchange.isOver()) {
      Stream opened = new Stream(strands, process, link, etcd);
      stream = opened;
      etcd.watch(body, opened);
    }
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
