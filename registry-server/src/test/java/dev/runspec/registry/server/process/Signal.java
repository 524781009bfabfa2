package dev.runspec.registry.server.process;

import java.io.IOException;

/** What can be sent to a process. */
public enum Signal {
  TERM,
  INT,
  HUP,
  KILL,
  STOP,
  CONT;

  /** Sends it. */
  public void sendTo(ProcessHandle process) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("sh", "-c", "kill -" + name() + " \"$0\"", Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + name() + " " + process.pid() + " ended with " + exit);
    }
  }
}
