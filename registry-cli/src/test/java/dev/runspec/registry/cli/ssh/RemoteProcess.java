package dev.runspec.registry.cli.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process on the far side, which for a test is this machine, too. */
public record RemoteProcess(long id) {

  /** The process that printed its id as the first line of a run. */
  static RemoteProcess saidBy(SshTrial.Running running) throws InterruptedException {
    return new RemoteProcess(Long.parseLong(running.out().firstLine()));
  }

  /** Whether it runs; one that has ended and that nobody has asked about does not. */
  public boolean isRunning() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(id), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  public String owner() {
    return handle().info().user().orElse("nobody");
  }

  /** The sshd process that holds the connection of this one's session. */
  ProcessHandle sshdSession() {
    ProcessHandle at = handle();
    while (!at.info().command().orElse("").endsWith("sshd")) {
      at = at.parent().orElseThrow();
    }
    return at;
  }

  /** Waits until it has ended, however long its parent takes to ask about it. */
  public void awaitEnd() {
    while (isRunning()) {
      Thread.onSpinWait();
    }
  }

  private ProcessHandle handle() {
    return ProcessHandle.of(id).orElseThrow();
  }
}
