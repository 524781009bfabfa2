package dev.runspec.registry.server.store.etcd.gateway;

import dev.runspec.registry.server.simulation.Strands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What lies between one replica and etcd. It loses, delays, doubles and reorders; it can be cut,
 * and it can freeze: then what was sent comes later, also if nobody waits for it any more.
 */
public final class Link {

  private static final long LONGEST_STRAY = 60_000;

  private final Strands strands;
  private final Random random;
  private final List<Runnable> held = new ArrayList<>();
  private final List<Stream> streams = new ArrayList<>();
  private final List<Exchange> underWay = new ArrayList<>();
  private Weather weather = Weather.FAIR;
  private long slowness;

  /** How it is. */
  public enum Weather {
    FAIR,
    /** Connections are refused, and those that there were are broken. */
    CUT,
    /** Nothing comes through; what was sent comes later. */
    FROZEN,
    /** Some of what is sent is lost, or comes much later. */
    LOSSY
  }

  /** A link without faults. */
  public Link(Strands strands, Random random) {
    this.strands = strands;
    this.random = random;
  }

  public boolean isFair() {
    return weather == Weather.FAIR && slowness == 0;
  }

  boolean isCut() {
    return weather == Weather.CUT;
  }

  /** From here on it is like that. */
  public void turn(Weather next) {
    weather = next;
    if (next == Weather.CUT) {
      List.copyOf(streams).forEach(Stream::breakOff);
      List.copyOf(underWay).forEach(Exchange::reset);
      held.clear();
    } else if (next != Weather.FROZEN) {
      List<Runnable> thawed = List.copyOf(held);
      held.clear();
      thawed.forEach(each -> strands.after(pause(), each));
      List.copyOf(streams).forEach(Stream::thaw);
    }
  }

  /** From here on everything takes up to so much longer, in milliseconds. */
  public void slow(long most) {
    slowness = most;
  }

  /** Connections that are open bring nothing any more, and nobody is told. */
  public void goSilent() {
    streams.forEach(Stream::goSilent);
  }

  /** Connections that are open break. */
  public void breakStreams() {
    List.copyOf(streams).forEach(Stream::breakOff);
  }

  void opened(Stream stream) {
    streams.add(stream);
  }

  void closed(Stream stream) {
    streams.remove(stream);
  }

  void begun(Exchange exchange) {
    underWay.add(exchange);
  }

  void ended(Exchange exchange) {
    underWay.remove(exchange);
  }

  boolean isFrozen() {
    return weather == Weather.FROZEN;
  }

  Duration pause() {
    long most = 12 + slowness;
    return Duration.ofMillis(random.nextLong(1, most));
  }

  /**
   * Has a request come over like anything else; or its connection breaks while it lies on its way.
   */
  void pass(Exchange exchange, Runnable arrival) {
    if (weather == Weather.LOSSY && random.nextInt(10) == 0) {
      strands.after(pause(), exchange::reset);
      strands.after(Duration.ofMillis(random.nextLong(LONGEST_STRAY)), () -> arrive(arrival));
    } else {
      pass(arrival);
    }
  }

  /** Has something come over: once, twice, later, or not at all. */
  void pass(Runnable arrival) {
    boolean isLossy = weather == Weather.LOSSY;
    int fate = isLossy ? random.nextInt(12) : 99;
    if (fate == 0) {
      return;
    }
    if (fate == 1) {
      strands.after(pause().plusMillis(random.nextLong(200)), () -> arrive(arrival));
    }
    boolean isStray = fate == 2;
    Duration pause = isStray ? Duration.ofMillis(random.nextLong(LONGEST_STRAY)) : pause();
    strands.after(pause, () -> arrive(arrival));
  }

  private void arrive(Runnable arrival) {
    if (isFrozen()) {
      held.add(arrival);
    } else if (weather != Weather.CUT || random.nextBoolean()) {
      arrival.run();
    }
  }
}
