package dev.runspec.registry.cli.ssh;

/** What the far end does with standard input, and how much the near end learns from it. */
public enum RunMode {
  /** The command gets no input; it is ended when this side goes away. The usual one. */
  LIFELINE,

  /**
   * The command gets this side's input. When this side goes away it sees the end of its input, and
   * no more than that.
   */
  STDIN,

  /**
   * The bare command for the login shell, without input and without anything of ours around it: for
   * hosts that allow only exact commands. Exit code 255 then means either side.
   */
  PLAIN
}
