package dev.runspec.registry.cli.ssh;

/** Work on a thread of its own that keeps no process alive. */
public final class Background {

  private Background() {}

  /** Starts it. */
  public static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
