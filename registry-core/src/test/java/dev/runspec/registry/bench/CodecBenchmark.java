package dev.runspec.registry.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.runspec.registry.Execution;
import dev.runspec.registry.Registration;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.Verdict;
import dev.runspec.registry.json.RegistrationJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A registration of twenty tools read and written, and a remote command built. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Registration registration = Agents.agent(0, 10);
  private final byte[] json = RegistrationJson.write(registration);
  private final Execution execution = new Execution("/opt/shop/bin/deploy", "shop", "sudo", null);
  private final List<String> arguments = List.of("--env", "prod", "--message", "it's done; go on");

  /** The reference of reading: every token is looked at, and nothing kept. */
  @Benchmark
  public int scan() throws IOException {
    int count = 0;
    try (JsonParser parser = FACTORY.createParser(json)) {
      while (parser.nextToken() != null) {
        count++;
      }
    }
    return count;
  }

  @Benchmark
  public Registration decode() {
    return RegistrationJson.read(json);
  }

  /** The reference of writing: every token is copied. */
  @Benchmark
  public byte[] copy() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
    try (JsonParser parser = FACTORY.createParser(json);
        JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      parser.nextToken();
      generator.copyCurrentStructure(parser);
    }
    return bytes.toByteArray();
  }

  @Benchmark
  public byte[] encode() {
    return RegistrationJson.write(registration);
  }

  /** The reference of the command: the words put together as they are, which is not safe. */
  @Benchmark
  public byte[] joined() {
    return ("sudo -u shop /opt/shop/bin/deploy " + String.join(" ", arguments)).getBytes(UTF_8);
  }

  @Benchmark
  public Verdict<RemoteCommand> command() {
    return RemoteCommand.of(execution, arguments, RunPolicy.standard());
  }
}
