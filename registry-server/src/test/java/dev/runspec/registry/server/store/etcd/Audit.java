package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.server.store.etcd.Judge.must;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedEtcd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks again and again whether replicas show what etcd has, and whether the right ones live. */
final class Audit {

  /** How old an answer may be that does not say so. */
  private static final Duration UNSAID = Duration.ofMillis(6200);

  /** So long after the last disturbance nothing is missing at a replica. */
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private final InstantSource time;
  private final SimulatedEtcd etcd;
  private final Judge judge;
  private final List<Site> sites;
  private final NavigableMap<Instant, Long> revisions = new TreeMap<>();
  private Instant etcdUpSince;

  Audit(InstantSource time, SimulatedEtcd etcd, Judge judge, List<Site> sites) {
    this.time = time;
    this.etcd = etcd;
    this.judge = judge;
    this.sites = sites;
    this.etcdUpSince = time.instant();
  }

  void etcdStarted() {
    etcdUpSince = time.instant();
  }

  /** Revisions went back: what replicas have is no longer what etcd has, until they notice. */
  void restored() {
    revisions.clear();
  }

  void look() {
    Instant now = time.instant();
    revisions.put(now, etcd.revision());
    if (!etcd.isUp()) {
      etcdUpSince = now;
    }
    judge.accounts().values().forEach(account -> account.audit(now, etcdUpSince));
    for (Site site : sites) {
      Site.Run run = site.run();
      if (run != null) {
        run.look();
        Registry registry = run.registry();
        if (registry != null && !run.isFrozen()) {
          look(run, registry, now);
        }
      }
    }
  }

  private void look(Site.Run run, Registry registry, Instant now) {
    if (judge.isUnnoticed(run)) {
      return;
    }
    Map.Entry<Instant, Long> before = revisions.floorEntry(now.minus(UNSAID));
    boolean isSaid = !registry.age().isZero();
    must(
        before == null || isSaid || run.seen() >= before.getValue(),
        () -> run + " has not come further than " + run.seen() + " and does not say so");
    must(
        !isSaid || !run.isInContact(RECOVERY),
        () -> run + " says that it is behind, although nothing keeps it from etcd");
    Catalog catalog = registry.catalog();
    for (Account account : judge.accounts().values()) {
      Told there = account.told(run.seen());
      Told shown = Told.of(catalog.member(account.id()));
      must(
          Objects.equals(there, shown),
          () ->
              run
                  + " has come to "
                  + run.seen()
                  + " and shows of "
                  + account.id()
                  + "\n  "
                  + shown
                  + "\nbut etcd had\n  "
                  + there);
    }
  }

  /** All show the same, to the byte. */
  void agree() {
    String expected = shown(sites.get(0));
    for (Site site : sites) {
      String shown = shown(site);
      must(
          expected.equals(shown),
          () -> "replica 1 shows\n" + expected + "\nand " + site.run() + "\n" + shown);
    }
  }

  private static String shown(Site site) {
    Registry registry = site.registry();
    must(registry != null, () -> site.run() + " is not open");
    return shown(Objects.requireNonNull(registry));
  }

  private static String shown(Registry registry) {
    Catalog catalog = registry.catalog();
    return catalog.members().stream().map(Audit::shown).collect(Collectors.joining("\n"))
        + "\n"
        + text(catalog.live().tools().bytes())
        + text(catalog.known().tools().bytes())
        + text(catalog.live().hosts().bytes())
        + text(catalog.known().hosts().bytes())
        + catalog.tag()
        + catalog.position().epoch();
  }

  private static String shown(Member member) {
    return text(InstanceJson.write(member.instance()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
