package dev.runspec.registry.cli.run;

import dev.runspec.registry.cli.ssh.GuardedRun;
import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.cli.ssh.RunStreams;

/** Makes a run of what was prepared. */
public interface Launcher {

  /** A run with these streams, not yet begun. */
  GuardedRun<RunResult> launch(Prepared prepared, RunStreams streams);
}
