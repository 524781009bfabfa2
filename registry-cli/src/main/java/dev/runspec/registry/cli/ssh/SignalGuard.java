package dev.runspec.registry.cli.ssh;

/**
 * Passes the end of this process on to a remote run: on INT, TERM or HUP the command is told to
 * end, and this process waits a little for that before it exits with 130, 143 or 129, as Java does.
 */
public final class SignalGuard {

  private SignalGuard() {}

  /** Runs it under guard, and returns how it ended. */
  public static <T> T resultOf(GuardedRun<T> run) {
    Thread hook = new Thread(run::close, "end-remote-run");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return run.result();
    } finally {
      withdraw(hook);
    }
  }

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is at work.
    }
  }
}
