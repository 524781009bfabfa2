package dev.runspec.registry.server.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One registry under load, life after life. */
final class LoadRun implements AutoCloseable {

  /** How long it may take until nobody is connected any more: a stream tells something by then. */
  private static final Duration UNTIL_ALONE = Duration.ofSeconds(40);

  private static final Duration MOMENT = Duration.ofMillis(50);

  private final long begin = System.nanoTime();
  private final Subject subject;
  private final Findings findings = new Findings();
  private final Crowd crowd;
  private final Consumer<String> progress;
  private final List<Life> lives = new ArrayList<>();

  /** A run in this folder. */
  LoadRun(Path folder, Duration retention, int agents, long seed, Consumer<String> progress)
      throws IOException {
    this.subject = new Subject(folder, retention);
    this.crowd = new Crowd(subject, findings, agents, seed);
    this.progress = progress;
  }

  /** Starts the registry, loads it for a time, and ends it amid that. */
  void live(Duration length, Duration between, Life.Ending ending)
      throws IOException, InterruptedException {
    subject.start();
    Probe probe = subject.probe();
    crowd.check(); // all that was acknowledged before
    Map<Gauge, Long> unused = probe.measure(); // to be looked at costs a thread and a socket
    long revision = crowd.metric("registry_revision");
    Sample first = sample(probe, revision, Long.MAX_VALUE);
    progress.accept("life " + (lives.size() + 1) + " of " + length + ": " + first);
    List<Sample> samples = new ArrayList<>();
    long end = System.nanoTime() + length.toNanos();
    do {
      crowd.go();
      Gate.rest(between);
      crowd.pause();
      crowd.check();
      Sample sample = sample(probe, revision, first.of(Gauge.SOCKETS));
      samples.add(sample);
      judge(first, sample);
      progress.accept(sample.toString());
    } while (System.nanoTime() - end < 0);
    String histogram = probe.histogram();
    crowd.go();
    Gate.rest(Duration.ofMillis(500));
    subject.end(ending).forEach(findings::violation);
    crowd.pause();
    Life life = new Life(lives.size() + 1, length, ending, first, samples);
    lives.add(life);
    progress.accept(life.number() + " ended by " + ending + "\n" + histogram);
  }

  /** Starts it once more to see that all is there, and judges. */
  void finish() throws IOException, InterruptedException {
    subject.start();
    crowd.check();
    subject.end(Life.Ending.TERM).forEach(findings::violation);
    Bounds.of(lives).stream()
        .filter(Bounds.Growth::isTooMuch)
        .forEach(each -> findings.violation(each.toString()));
  }

  private Sample sample(Probe probe, long revision, long sockets)
      throws IOException, InterruptedException {
    long changes = crowd.metric("registry_revision") - revision;
    long instances = crowd.metric("registry_instances");
    awaitSolitude(probe, sockets);
    return new Sample(
        Duration.ofNanos(System.nanoTime() - begin),
        probe.measure(),
        findings.answered(),
        changes,
        instances);
  }

  /**
   * Everybody has hung up: the registry must notice, or end what nobody reads. A connection that
   * was reset is in no table any more, and is a socket all the same until the registry notices.
   */
  private void awaitSolitude(Probe probe, long sockets) throws IOException, InterruptedException {
    long end = System.nanoTime() + UNTIL_ALONE.toNanos();
    do {
      crowd.nudge(); // also at first: answers that are remembered until the next change go
      Gate.rest(MOMENT);
    } while ((probe.connections() > 0 || probe.sockets() > sockets) && System.nanoTime() - end < 0);
  }

  /** What must be so in every pause. */
  private void judge(Sample first, Sample sample) {
    for (Gauge gauge : List.of(Gauge.SOCKETS, Gauge.FILES, Gauge.VIRTUAL)) {
      if (sample.of(gauge) > gauge.most(first.of(gauge))) {
        findings.violation(
            "%d %s after %s without a caller, at first there were %d"
                .formatted(sample.of(gauge), gauge.title(), sample.at(), first.of(gauge)));
      }
    }
  }

  List<Life> lives() {
    return lives;
  }

  Findings findings() {
    return findings;
  }

  int callers() {
    return crowd.size();
  }

  @Override
  public void close() {
    crowd.close();
    subject.close();
  }
}
