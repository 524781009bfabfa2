package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.OutcomeListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.run.Admission.Admitted;
import dev.runspec.registry.cli.run.FanOut;
import dev.runspec.registry.cli.run.FoldedOutput;
import dev.runspec.registry.cli.run.HostOutcome;
import dev.runspec.registry.cli.run.JsonLinesOutput;
import dev.runspec.registry.cli.run.LastRun;
import dev.runspec.registry.cli.run.Launcher;
import dev.runspec.registry.cli.run.LiveOutput;
import dev.runspec.registry.cli.run.Output;
import dev.runspec.registry.cli.run.Pace;
import dev.runspec.registry.cli.run.Prepared;
import dev.runspec.registry.cli.run.RunListener;
import dev.runspec.registry.cli.run.RunRecord;
import dev.runspec.registry.cli.run.Summary;
import dev.runspec.registry.cli.ssh.GuardedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A tool on several hosts, from the first host to the last line about it. */
final class ManyHosts implements GuardedRun<Integer> {

  /** For the last words, once all hosts are done with. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How the output is shown. */
  enum Form {
    LIVE,
    FOLDED,
    JSON_LINES
  }

  private final ToolName tool;
  private final Admitted admitted;
  private final Surroundings here;
  private final Output output;
  private final OutputOptions tables;
  private final RunListener listener;
  private final FanOut fanOut;
  private final CountDownLatch told = new CountDownLatch(1);

  ManyHosts(
      ToolName tool,
      Admitted admitted,
      Pace pace,
      Launcher launcher,
      Form form,
      Output output,
      OutputOptions tables,
      Surroundings here) {
    this.tool = tool;
    this.admitted = admitted;
    this.here = here;
    this.output = output;
    this.tables = tables;
    List<HostName> hosts = new ArrayList<>(admitted.runs().stream().map(Prepared::host).toList());
    hosts.addAll(admitted.refused().stream().map(HostOutcome::host).toList());
    this.listener =
        switch (form) {
          case LIVE -> new LiveOutput(hosts, output);
          case FOLDED -> new FoldedOutput(hosts.size(), output);
          case JSON_LINES -> new JsonLinesOutput(output, here.clock());
        };
    this.fanOut = new FanOut(admitted.runs(), pace, launcher, listener);
  }

  /** Runs it, tells what came of it, and remembers that. */
  @Override
  public Integer result() {
    try {
      long begin = System.nanoTime();
      admitted.refused().forEach(listener::ended);
      List<HostOutcome> outcomes = new ArrayList<>(fanOut.result());
      outcomes.addAll(admitted.refused());
      Summary summary = new Summary(outcomes, Duration.ofNanos(System.nanoTime() - begin));
      String unremembered = remember(summary);
      try {
        tell(summary, unremembered);
      } catch (IOException e) {
        // Nobody is there to be told.
      }
      return summary.exitCode();
    } finally {
      told.countDown();
    }
  }

  private @Nullable String remember(Summary summary) {
    try {
      LastRun.of(here.environment()).write(RunRecord.of(tool, here.clock().instant(), summary));
      return null;
    } catch (CommandFailure e) {
      return "this run is not remembered for --retry-failed: " + e.getMessage();
    }
  }

  private void tell(Summary summary, @Nullable String unremembered) throws IOException {
    if (listener instanceof JsonLinesOutput json) {
      json.summary(summary);
    } else {
      if (listener instanceof FoldedOutput folded) {
        folded.print();
      }
      List<HostOutcome> rows = summary.rows();
      if (!rows.isEmpty()) {
        tables.lines(rows, OutcomeListing.HOSTS, Integer.MAX_VALUE).forEach(this::line);
      }
      line(summary.inWords());
    }
    if (unremembered != null) {
      line("registry-cli: " + unremembered);
    }
  }

  private void line(String text) {
    try {
      output.err().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Nobody is there to read it.
    }
  }

  @Override
  public void close() {
    fanOut.close();
    try {
      told.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
