package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.ShellQuote;

/**
 * The few lines of POSIX shell around a command on its host. They print {@link #MARK} on standard
 * error once the far end is reached, pass the command's exit code on, and print the mark once more
 * before an exit code of 255, which is otherwise ssh's own.
 */
final class RemoteScript {

  /** ASCII's record separator. */
  static final byte MARK = 0x1e;

  /** How long a command has for ending once it was told to. */
  private static final int HEED_SECONDS = 10;

  /** What ssh says when it failed itself. */
  static final int SSH_FAILED = 255;

  private static final String STARTED = "printf '\\036' >&2; exec 3<&0; ";

  private static final String ENDED = "wait $p 2>/dev/null; c=$?; ";

  private static final String FINISHED = "[ $c = 255 ] && printf '\\036' >&2; exit $c";

  // sshd makes the script the leader of a process group, so that the children of the command end
  // with it, too. A script that leads none (another sshd) ends the command alone.
  private static final String END = "kill -TERM -$$ || kill -TERM $p";

  // su puts its shell into a group of its own, and passes TERM on to the shell alone, which may
  // have
  // the command as a child.
  private static final String END_SU =
      "d=; for g in $(ps -A -o ppid= -o pid= | "
          + "while read a b; do [ \"$a\" = $p ] && echo $b; done); "
          + "do kill -TERM -$g && d=1; done; [ \"$d\" ] || "
          + END;

  // The lifeline hears TERM, too, so it is told in another way that the command has ended.
  private static final String LET_GO = "trap 'kill $s; exit' USR1; ";

  // What does not heed TERM. What another user runs (sudo) cannot be killed by the login.
  private static final String KILL =
      "sleep " + HEED_SECONDS + " & s=$!; wait $s; kill -KILL -$$ || kill -KILL $p";

  private RemoteScript() {}

  /** The line that ssh is given. */
  static String around(RemoteCommand command, RunMode mode) {
    return switch (mode) {
      case PLAIN -> command.shell();
      case STDIN ->
          shell(
              STARTED + started(command, "<&3 3<&-") + "exec 3<&- </dev/null; " + ENDED + FINISHED);
      case LIFELINE ->
          shell(
              STARTED
                  + started(command, "</dev/null 3<&-")
                  + lifeline(command)
                  + ENDED
                  + "kill -USR1 $l 2>/dev/null; "
                  + FINISHED);
    };
  }

  private static String lifeline(RemoteCommand command) {
    boolean su = command.becomeMethod().filter(BecomeMethod.SU::equals).isPresent();
    return "("
        + LET_GO
        + "while read x; do :; done; trap : TERM; "
        + (su ? END_SU : END)
        + "; "
        + KILL
        + ") <&3 >/dev/null 2>&1 & l=$!; exec 3<&-; trap '' TERM; ";
  }

  private static String started(RemoteCommand command, String input) {
    return "exec " + command.shell() + " " + input + " & p=$!; ";
  }

  private static String shell(String script) {
    return "exec sh -c " + ShellQuote.quote(script);
  }
}
