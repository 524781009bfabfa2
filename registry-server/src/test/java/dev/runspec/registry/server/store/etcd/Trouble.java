package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.server.simulation.Strands;
import dev.runspec.registry.server.store.etcd.gateway.Link.Weather;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedEtcd;
import dev.runspec.registry.simulation.History;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What goes wrong with replicas, with etcd, and between them; and that it is put right. */
final class Trouble {

  private final Strands strands;
  private final Random random;
  private final SimulatedEtcd etcd;
  private final Judge judge;
  private final List<Site> sites;
  private final Audit audit;
  private final History history;
  private final Consumer<Site> lastWords;

  /** How far clocks are apart, in milliseconds. */
  private final int skew;

  private SimulatedEtcd.@Nullable Backup backup;
  private boolean isOver;

  Trouble(
      Strands strands,
      Random random,
      SimulatedEtcd etcd,
      Judge judge,
      List<Site> sites,
      Audit audit,
      History history,
      Consumer<Site> lastWords) {
    this.strands = strands;
    this.random = random;
    this.etcd = etcd;
    this.judge = judge;
    this.sites = sites;
    this.audit = audit;
    this.history = history;
    this.lastWords = lastWords;
    this.skew = random.nextInt(3) == 0 ? 200 : 0;
  }

  Duration skew() {
    return skew == 0 ? Duration.ZERO : Duration.ofMillis(random.nextLong(-skew, skew));
  }

  void begin() {
    strands.after(somewhen(8_000, 25_000), this::next);
  }

  /** Nothing goes wrong any more, and all is put right. */
  void end() {
    isOver = true;
    startEtcd();
    etcd.full(false);
    for (Site site : sites) {
      mend(site);
    }
  }

  private Duration somewhen(long from, long to) {
    return Duration.ofMillis(random.nextLong(from, to));
  }

  private void next() {
    if (isOver) {
      return;
    }
    Site site = sites.get(random.nextInt(sites.size()));
    Duration lasting = random.nextInt(3) == 0 ? somewhen(100, 2500) : somewhen(2000, 20_000);
    switch (random.nextInt(17)) {
      case 0 -> weather(site, Weather.CUT, lasting);
      case 1, 2, 3 -> weather(site, Weather.FROZEN, lasting);
      case 4, 5 -> weather(site, Weather.LOSSY, lasting);
      case 6, 16 -> slow(site, lasting);
      case 7 -> quietly(site);
      case 8 -> end(site, lasting);
      case 9, 10 -> {
        site.freeze();
        strands.after(lasting, site::resume);
      }
      case 11 -> stopEtcd(lasting);
      case 12 -> everywhere(lasting);
      case 13 -> full(lasting);
      case 14 -> {
        long kept = random.nextLong(40);
        history.add("etcd forgets all but the last " + kept + " revisions");
        etcd.compact(kept);
      }
      default -> restore(lasting);
    }
    strands.after(somewhen(500, 20_000), this::next);
  }

  private void weather(Site site, Weather weather, Duration lasting) {
    history.add("between " + site.run() + " and etcd: " + weather);
    if (random.nextInt(3) == 0) {
      lastWords.accept(site);
    }
    site.link().turn(weather);
    strands.after(lasting, () -> clear(site));
  }

  private void clear(Site site) {
    history.add("between " + site.run() + " and etcd: fair");
    site.link().turn(Weather.FAIR);
    site.link().slow(0);
  }

  private void slow(Site site, Duration lasting) {
    long most = random.nextLong(200, 3000);
    history.add("between " + site.run() + " and etcd: up to " + most + " ms");
    site.link().slow(most);
    if (random.nextBoolean()) {
      lastWords.accept(site);
    }
    strands.after(lasting, () -> clear(site));
  }

  private void quietly(Site site) {
    Site.Run run = site.run();
    if (run == null) {
      return;
    }
    run.disturbed();
    if (random.nextBoolean()) {
      history.add("the watch of " + run + " breaks");
      site.link().breakStreams();
    } else {
      history.add("the watch of " + run + " goes silent");
      site.link().goSilent();
    }
  }

  private void end(Site site, Duration off) {
    if (random.nextInt(3) == 0) {
      site.stop();
    } else {
      site.kill();
    }
    strands.after(off, () -> start(site));
  }

  private void start(Site site) {
    if (site.run() == null) {
      site.start(skew());
    }
  }

  private void stopEtcd(Duration lasting) {
    history.add("etcd stops");
    etcd.stop();
    strands.after(lasting, this::startEtcd);
  }

  private void startEtcd() {
    if (!etcd.isUp()) {
      history.add("etcd starts");
      etcd.start();
      audit.etcdStarted();
    }
  }

  /** As if etcd itself were stopped for a while and continued. */
  private void everywhere(Duration lasting) {
    for (Site site : sites) {
      weather(site, Weather.FROZEN, lasting);
    }
  }

  private void full(Duration lasting) {
    history.add("etcd is full");
    etcd.full(true);
    strands.after(
        lasting,
        () -> {
          history.add("etcd has room");
          etcd.full(false);
        });
  }

  private void restore(Duration lasting) {
    SimulatedEtcd.Backup taken = backup;
    if (taken == null) {
      history.add("etcd is backed up at " + etcd.revision());
      backup = etcd.backup();
      return;
    }
    history.add("etcd stops, and is to be what it was at " + taken.revision());
    etcd.stop();
    if (random.nextBoolean()) { // as the book says; otherwise they have to notice
      sites.forEach(Site::kill);
    }
    strands.after(
        lasting,
        () -> {
          if (!etcd.isUp()) {
            etcd.restore(taken);
            judge.restored();
            audit.restored();
            startEtcd();
          }
          sites.forEach(this::start);
        });
  }

  private void mend(Site site) {
    site.link().turn(Weather.FAIR);
    site.link().slow(0);
    site.resume();
    start(site);
  }
}
