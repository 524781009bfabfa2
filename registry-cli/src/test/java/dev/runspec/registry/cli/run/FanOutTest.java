package dev.runspec.registry.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.ssh.GuardedRun;
import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.cli.ssh.RunStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Steps, limits and the end, with hosts that do what a test says. */
class FanOutTest {

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  private final RunListener listener =
      new RunListener() {
        @Override
        public void started(HostName host) {
          heard.add("start " + host);
        }

        @Override
        public void said(HostName host, Channel channel, byte[] bytes, boolean isWhole) {
          heard.add(host + " " + new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void ended(HostOutcome outcome) {
          heard.add(outcome.outcome().word() + " " + outcome.host());
        }
      };

  /** What a host does. */
  private interface Host {
    int code(String name, RunStreams streams) throws Exception;
  }

  private static Launcher launcher(Host host) {
    return (prepared, streams) ->
        new GuardedRun<>() {
          @Override
          public RunResult result() {
            try {
              return new RunResult.Exited(host.code(prepared.host().value(), streams));
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void close() {}
        };
  }

  @Test
  void soManyRunAtTheSameTimeAndNoMore() {
    CyclicBarrier three = new CyclicBarrier(3);
    FanOut fanOut =
        new FanOut(
            Words.hosts(9),
            pace(3, 0, 0, "100%"),
            launcher(
                (name, streams) -> {
                  // Fewer than three at a time would wait here for ever, more would break it.
                  three.await(1, TimeUnit.MINUTES);
                  return 0;
                }),
            listener);

    assertThat(fanOut.result()).hasSize(9).allMatch(each -> each.outcome() == Outcome.OK);
  }

  @Test
  void aCanaryThatDoesNotEndWellKeepsItFromAllOthers() {
    assertThat(outcomes(4, pace(10, 1, 0, "100%"), "h1"))
        .containsExactly("failed h1", "skipped h2", "skipped h3", "skipped h4");
    assertThat(outcomes(4, pace(10, 1, 0, "100%"), "h2"))
        .containsExactlyInAnyOrder("ok h1", "failed h2", "ok h3", "ok h4")
        .startsWith("ok h1");
  }

  @Test
  void aBatchIsOverBeforeTheNextBegins() {
    outcomes(4, pace(10, 0, 2, "100%"), "none");

    assertThat(heard.subList(0, 4))
        .containsExactlyInAnyOrder("start h1", "start h2", "ok h1", "ok h2");
  }

  @Test
  void noMoreAreBegunOnceTooManyFailed() {
    assertThat(outcomes(4, pace(1, 0, 0, "1"), "h1 h3"))
        .containsExactly("failed h1", "ok h2", "failed h3", "skipped h4");
    assertThat(outcomes(4, pace(1, 0, 0, "25%"), "h1 h2"))
        .containsExactly("failed h1", "failed h2", "skipped h3", "skipped h4");
    assertThat(outcomes(3, pace(1, 0, 0, "0"), "h2"))
        .containsExactly("ok h1", "failed h2", "skipped h3");
  }

  @Test
  void whatIsSaidIsToldInLinesBeforeTheEnd() {
    Host host =
        (name, streams) -> {
          streams.out().write("a\nb".getBytes(StandardCharsets.UTF_8));
          return 0;
        };
    new FanOut(Words.hosts(1), pace(1, 0, 0, "0"), launcher(host), listener).result();

    assertThat(heard).containsExactly("start h1", "h1 a", "h1 b", "ok h1");
  }

  @Test
  void closingEndsWhatRunsAndBeginsNoMore() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(1);
    Launcher launcher =
        (prepared, streams) ->
            new GuardedRun<>() {
              @Override
              public RunResult result() {
                running.countDown();
                awaitQuietly(ended);
                return new RunResult.Cancelled("ended");
              }

              @Override
              public void close() {
                ended.countDown();
              }
            };
    FanOut fanOut = new FanOut(Words.hosts(4), pace(2, 0, 0, "100%"), launcher, listener);
    List<HostOutcome> outcomes = new ArrayList<>();
    Thread runner = Thread.ofPlatform().start(() -> outcomes.addAll(fanOut.result()));
    running.await();

    fanOut.close();
    runner.join();

    assertThat(outcomes.stream().map(each -> each.outcome()))
        .containsExactlyInAnyOrder(
            Outcome.CANCELLED, Outcome.CANCELLED, Outcome.SKIPPED, Outcome.SKIPPED);
  }

  @Test
  void aListenerWhoGoesAwayEndsEverything() {
    RunListener gone =
        new RunListener() {
          @Override
          public void started(HostName host) {}

          @Override
          public void said(HostName host, Channel channel, byte[] bytes, boolean isWhole)
              throws IOException {
            throw new IOException("broken pipe");
          }

          @Override
          public void ended(HostOutcome outcome) {}
        };
    CountDownLatch ended = new CountDownLatch(1);
    Launcher launcher =
        (prepared, streams) ->
            new GuardedRun<>() {
              @Override
              public RunResult result() {
                if (prepared.host().value().equals("h1")) {
                  try {
                    streams.out().write('\n');
                  } catch (IOException e) {
                    return new RunResult.Cancelled("nobody reads");
                  }
                }
                awaitQuietly(ended);
                return new RunResult.Cancelled("ended");
              }

              @Override
              public void close() {
                ended.countDown();
              }
            };

    // Without the end of the other one this would not return.
    List<HostOutcome> outcomes =
        new FanOut(Words.hosts(2), pace(2, 0, 0, "100%"), launcher, gone).result();

    assertThat(outcomes).allMatch(each -> each.outcome() == Outcome.CANCELLED);
  }

  private List<String> outcomes(int hosts, Pace pace, String failing) {
    heard.clear();
    List<String> names = List.of(failing.split(" ", -1));
    new FanOut(
            Words.hosts(hosts),
            pace,
            launcher((name, streams) -> names.contains(name) ? 3 : 0),
            listener)
        .result();
    return heard.stream().filter(each -> !each.startsWith("start")).toList();
  }

  private static Pace pace(int parallel, int canary, int batch, String limit) {
    return new Pace(parallel, canary, batch, FailureLimit.parse(limit));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
