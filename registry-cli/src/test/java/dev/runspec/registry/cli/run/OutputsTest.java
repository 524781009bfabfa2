package dev.runspec.registry.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.run.RunListener.Channel;
import dev.runspec.registry.cli.ssh.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people and programs get to see of many hosts. */
class OutputsTest {

  private static final HostName WEB = Words.host("web-01");
  private static final HostName DB = Words.host("d\u001b[2J");
  private static final byte[] BINARY = {'a', 0x1b, '[', '3', '1', 'm', (byte) 0xff, '\t', '\r'};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void programsGetTheBytesBehindTheHost() throws IOException {
    LiveOutput output = new LiveOutput(List.of(WEB), to(false, false));
    output.said(WEB, Channel.STDOUT, BINARY, true);
    output.said(WEB, Channel.STDERR, utf8("aside"), false);

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.writeBytes(utf8("web-01: "));
    expected.writeBytes(BINARY);
    expected.write('\n');
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("web-01: aside\n");
  }

  @Test
  void aTerminalIsGivenNothingThatItWouldObey() throws IOException {
    LiveOutput output = new LiveOutput(List.of(WEB, DB), to(true, false));
    output.said(DB, Channel.STDOUT, BINARY, true);
    output.said(WEB, Channel.STDOUT, utf8("ü文"), true);
    output.ended(outcome(DB, new RunResult.Unreachable("d\u0007", "x\u001by")));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("d\\u001b[2J: a\\u001b[31m\\xff\t\nweb-01:     ü文\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("d\\u001b[2J: d\\u0007 cannot be reached: x\\u001by");
  }

  @Test
  void hostsHaveColoursOnlyWhereTheyAreWanted() throws IOException {
    LiveOutput output = new LiveOutput(List.of(WEB), to(true, true));
    output.said(WEB, Channel.STDOUT, utf8("x"), true);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\u001b[36mweb-01:\u001b[0m x\n");
  }

  @Test
  void aTerminalSeesHowFarItIsAndThenNothingOfThat() {
    LiveOutput output = new LiveOutput(List.of(WEB, DB), to(true, false));
    output.started(WEB);
    output.ended(outcome(WEB, new RunResult.Exited(0)));
    output.ended(HostOutcome.skipped(DB, "since"));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r\u001b[K0 of 2 done, 1 running, 0 not ok"
                + "\r\u001b[K1 of 2 done, 0 running, 0 not ok\r\u001b[K");
  }

  @Test
  void whatIsTheSameIsShownOnceLargestGroupFirst() throws IOException {
    FoldedOutput output = new FoldedOutput(4, to(false, false));
    for (String host : List.of("web-01", "web-03", "web-02", "db")) {
      HostName name = Words.host(host);
      output.started(name);
      output.said(name, Channel.STDOUT, utf8(host.equals("db") ? "other" : "same"), true);
      output.ended(outcome(name, new RunResult.Exited(0)));
    }
    output.ended(outcome(Words.host("gone"), new RunResult.Lost("gone")));
    output.print();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            ---------------
            web-[01-03] (3)
            ---------------
            same
            ---------------
            db
            ---------------
            other
            """);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("gone: the connection to gone broke");
  }

  @Test
  void foldedOutputOfAHostThatNeverStopsIsCut() throws IOException {
    FoldedOutput output = new FoldedOutput(1, to(false, false));
    byte[] line = new byte[1 << 20];
    for (int each = 0; each < 20; each++) {
      output.said(WEB, Channel.STDOUT, line, true);
    }
    output.ended(outcome(WEB, new RunResult.Exited(0)));
    output.print();

    assertThat(out.size()).isLessThan(FoldedOutput.MOST_KEPT + 1000);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("more than 8 MiB");
  }

  @Test
  void programsGetALineOfJsonForEachEvent() throws IOException {
    JsonLinesOutput output = new JsonLinesOutput(to(false, false), () -> Instant.EPOCH);
    output.started(WEB);
    output.said(WEB, Channel.STDOUT, utf8("a\"\u001b\u2028"), true);
    output.said(WEB, Channel.STDERR, new byte[] {(byte) 0xff}, false);
    HostOutcome end = outcome(WEB, new RunResult.Exited(3));
    output.ended(end);
    output.summary(new Summary(List.of(end), Duration.ofMillis(1500)));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"event\":\"start\",\"host\":\"web-01\",\"time\":\"1970-01-01T00:00:00Z\"}",
            "{\"event\":\"stdout\",\"host\":\"web-01\",\"text\":\"a\\\"\\u001B\\u2028\"}",
            "{\"event\":\"stderr\",\"host\":\"web-01\",\"base64\":\"/w==\",\"partial\":true}",
            "{\"event\":\"end\",\"host\":\"web-01\",\"outcome\":\"failed\",\"exit\":3,"
                + "\"seconds\":0.250}",
            "{\"event\":\"summary\",\"exit\":3,\"seconds\":1.500,\"outcomes\":{\"failed\":1}}");
  }

  @Test
  void linesComeWholeAndLongOnesInPieces() throws IOException {
    JsonLinesOutput output = new JsonLinesOutput(to(false, false), () -> Instant.EPOCH);
    LineStream stream = new LineStream(WEB, Channel.STDOUT, output);
    stream.write(utf8("one\ntw"));
    stream.write(utf8("o\n\nrest"));
    stream.finish();
    stream.write(new byte[LineStream.LONGEST + 10]);
    stream.finish();

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.subList(0, 4))
        .containsExactly(
            "{\"event\":\"stdout\",\"host\":\"web-01\",\"text\":\"one\"}",
            "{\"event\":\"stdout\",\"host\":\"web-01\",\"text\":\"two\"}",
            "{\"event\":\"stdout\",\"host\":\"web-01\",\"text\":\"\"}",
            "{\"event\":\"stdout\",\"host\":\"web-01\",\"text\":\"rest\",\"partial\":true}");
    assertThat(lines.subList(4, lines.size()))
        .hasSize(2)
        .allMatch(line -> line.endsWith(",\"partial\":true}"));
  }

  private Output to(boolean isTerminal, boolean isColourful) {
    return new Output(out, err, isTerminal, isColourful);
  }

  private static HostOutcome outcome(HostName host, RunResult result) {
    return HostOutcome.of(host, result, Duration.ofMillis(250));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
