package dev.runspec.registry.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.fuzz.Effort;
import dev.runspec.registry.fuzz.OneLine;
import dev.runspec.registry.fuzz.Parts;
import dev.runspec.registry.fuzz.ShellWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an agent says of its tool: a shell reads the very words that were meant, or none. */
class CommandFuzzTest {

  /** How many texts an agent says: command, user, method, flags. Arguments come behind them. */
  private static final int SAID = 4;

  private static final RunPolicy POLICY = RunPolicy.standard();

  static Stream<byte[]> recorded() throws IOException {
    return RecordedCommands.all().stream()
        .map(
            each -> {
              List<String> texts = new ArrayList<>();
              for (String said :
                  new String[] {
                    each.execution().command(),
                    each.execution().runAs(),
                    each.execution().becomeMethod(),
                    each.execution().becomeFlags()
                  }) {
                texts.add(said == null ? "" : said);
              }
              texts.addAll(each.args());
              return Parts.input(texts.toArray(String[]::new));
            });
  }

  @MethodSource("recorded")
  @FuzzTest
  void aShellReadsTheWordsThatWereMeant(byte[] input) {
    Effort.bounded(input, CommandFuzzTest::check);
  }

  private static void check(byte[] input) {
    List<String> texts = Parts.of(input, SAID);
    Execution said =
        new Execution(
            texts.get(0), texts.get(1), texts.get(2).isEmpty() ? null : texts.get(2), texts.get(3));
    List<String> args = texts.subList(SAID, texts.size());
    Verdict<RemoteCommand> verdict = RemoteCommand.of(said, args, POLICY);
    if (verdict instanceof Verdict.Accepted<RemoteCommand> accepted) {
      List<String> meant = new ArrayList<>(List.of(texts.get(0)));
      meant.addAll(args);
      assertThat(CommandMeaning.of(accepted.value(), POLICY))
          .isEqualTo(new CommandMeaning(texts.get(1), meant));
    } else {
      OneLine.require(((Verdict.Refused<RemoteCommand>) verdict).refusal().message());
    }
  }

  static Stream<byte[]> places() {
    return Stream.of(
        Parts.input("web-01", "", "", ""),
        Parts.input("web-01", "10.0.0.7", "ops", "2222"),
        Parts.input("web-01", "fe80::1%eth0", "EXAMPLE\\me", "22"),
        Parts.input("-oProxyCommand=x", "::ffff:10.0.0.7", "-l", "0"));
  }

  @MethodSource("places")
  @FuzzTest
  void sshIsGivenAHostAndNothingElse(byte[] input) {
    Effort.bounded(input, CommandFuzzTest::checkPlace);
  }

  private static void checkPlace(byte[] input) {
    List<String> texts = Parts.of(input, SAID);
    HostName host;
    SshTarget target;
    try {
      host = new HostName(texts.get(0));
      target = new SshTarget(orNull(texts.get(1)), port(texts.get(3)), orNull(texts.get(2)));
    } catch (IllegalArgumentException e) {
      return; // an agent cannot say that
    }
    Verdict<SshDestination> verdict = SshDestination.of(host, target, SshOverrides.NONE);
    if (verdict instanceof Verdict.Accepted<SshDestination> accepted) {
      SshDestination place = accepted.value();
      assertThat(place.host()).isEqualTo(texts.get(1).isEmpty() ? texts.get(0) : texts.get(1));
      assertThat(place.host()).matches("[A-Za-z0-9_:][A-Za-z0-9_.:%-]*");
      assertThat(place.user()).isIn(orNull(texts.get(2)));
      if (place.user() != null) {
        assertThat(place.user()).matches("[A-Za-z0-9_][A-Za-z0-9_.@+-]*\\$?");
      }
    } else {
      OneLine.require(((Verdict.Refused<SshDestination>) verdict).refusal().message());
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Integer port(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.valueOf(text) : null;
  }

  /**
   * What a line for a shell comes to.
   *
   * @param user whom it becomes, or nobody
   * @param words the program and its arguments
   */
  record CommandMeaning(String user, List<String> words) {

    /** Reads the line as a shell does, and the line in it as another one does. */
    static CommandMeaning of(RemoteCommand command, RunPolicy policy) {
      List<String> words = ShellWords.of(command.shell());
      if (command.becomeMethod().isEmpty()) {
        return new CommandMeaning("", words);
      }
      BecomeMethod method = command.becomeMethod().get();
      assertThat(words.get(0)).isEqualTo(method.program());
      AllowedFlags allowed = policy.becomeMethods().getOrDefault(method, AllowedFlags.NONE);
      int at = 1;
      String end = method == BecomeMethod.SU ? "-c" : "-u";
      while (!words.get(at).equals(end)) {
        if (allowed.withValue().contains(words.get(at))) {
          at++;
          assertThat(words.get(at)).doesNotStartWith("-");
        } else {
          assertThat(allowed.switches()).contains(words.get(at));
        }
        at++;
      }
      if (method == BecomeMethod.SU) {
        assertThat(words).hasSize(at + 3);
        return new CommandMeaning(words.get(at + 2), ShellWords.of(words.get(at + 1)));
      }
      return new CommandMeaning(words.get(at + 1), words.subList(at + 2, words.size()));
    }
  }
}
