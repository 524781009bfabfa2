package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.faults.Tally.Longest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A site under load, on which one thing after the other breaks. */
final class FaultRun implements AutoCloseable {

  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration BEFORE = Duration.ofSeconds(1);
  private static final Duration AFTER = Pace.BEAT.plus(Pace.REVIVAL).plusMillis(500);

  /** How long etcd may be without a leader, in which it ends no lease. */
  private static final Duration LEADERLESS = Duration.ofSeconds(3);

  private final Tally tally = new Tally();
  private final Violations violations = new Violations();
  private final Revisions revisions = new Revisions();
  private final Random random;
  private final Site site;
  private final Leadership leadership;
  private final Fleet fleet;
  private final Observer observer;
  private final List<EventReader> readers;
  private final Agreement agreement;

  private FaultRun(Site site, int agents, long seed) throws Exception {
    this.site = site;
    this.random = new Random(seed);
    this.leadership = Leadership.of(site.etcd());
    this.fleet = Fleet.start(agents, seed, site.replicas(), tally, violations, revisions);
    this.observer = Observer.start(fleet, revisions, seed);
    this.readers =
        site.replicas().stream()
            .map(replica -> EventReader.start(replica, tally, violations))
            .toList();
    this.agreement = new Agreement(fleet, revisions, readers);
  }

  /** Starts everything, with so many agents, in this folder. */
  static FaultRun start(Path folder, int agents, long seed) throws Exception {
    Site site = Site.start(folder);
    try {
      FaultRun run = new FaultRun(site, agents, seed);
      run.warmUp();
      return run;
    } catch (Exception | AssertionError e) {
      site.close();
      throw e;
    }
  }

  /** Servers that have just started are slow: that is not what is measured. */
  private void warmUp() throws InterruptedException {
    fleet.go();
    Pace.rest(WARM_UP);
    fleet.pause();
    agreement.reach();
    List<Sighting> unusedSightings = observer.take();
    Tally.Numbers unusedNumbers = tally.take();
  }

  /** Lets this happen under load, and tells how it went. */
  Round run(Fault fault, Duration length) throws Exception {
    fleet.go();
    Pace.rest(BEFORE);
    Incident incident = fault.strike(new Scene(site, random, length, violations));
    Pace.rest(AFTER);
    fleet.pause();
    agreement.reach();
    observer.take().forEach(sighting -> judge(sighting, fault, incident));
    boolean isOnlyLate = violations.areOnlyLate();
    return new Round(fault, tally.take(), violations.take(), isOnlyLate);
  }

  private void judge(Sighting sighting, Fault fault, Incident incident) {
    switch (sighting.kind()) {
      case STALE -> judgeStale(sighting, fault, incident);
      case LIVE -> judgeLive(sighting);
    }
  }

  private void judgeStale(Sighting sighting, Fault fault, Incident incident) {
    long after = sighting.asked() - incident.end();
    tally.saw(Longest.STALE_AFTERWARDS, after);
    boolean isBefore = sighting.asked() - incident.begin() < 0;
    // One that came back just before may have to wait for another leader.
    boolean wasBack = sighting.pulse().since() - incident.begin() < -Pace.REVIVAL.toNanos();
    if (isBefore
        || (wasBack && !fault.mayMakeStale())
        || after > Pace.BEAT.plus(Pace.REVIVAL).toNanos()) {
      violations.addLate(
          "%s beats, heard %d ms before, and is stale at %s, %d ms after the recovery"
              .formatted(
                  sighting.agent(),
                  millis(sighting.asked() - sighting.heard()),
                  sighting.replica(),
                  millis(after)));
    }
  }

  private void judgeLive(Sighting sighting) {
    if (sighting.replica().mayBeUnaware(sighting.asked())) {
      return;
    }
    long asked = sighting.asked();
    long begin = leadership.leaseBegin(sighting.pulse().since(), asked + LEADERLESS.toNanos());
    long overdue = asked - begin - Pace.TIME_TO_LIVE.toNanos();
    tally.saw(Longest.OVERDUE, overdue);
    if (overdue > Pace.EXPIRY.toNanos()) {
      violations.addLate(
          "%s is silent, and live at %s %d ms after its time to live"
              .formatted(sighting.agent(), sighting.replica(), millis(overdue)));
    }
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  @Override
  public void close() {
    fleet.close();
    observer.close();
    readers.forEach(EventReader::close);
    leadership.close();
    site.close();
  }
}
