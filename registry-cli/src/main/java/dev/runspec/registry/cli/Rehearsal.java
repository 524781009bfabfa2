package dev.runspec.registry.cli;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.client.RegistryClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine;

/**
 * What {@code bin/prepare} has the JVM watch, so that it knows the classes of a call: the commands
 * of every day, against the registry whose address is the argument.
 */
public final class Rehearsal {

  private static final String CONVERSATION =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"rehearsal","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      """;

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    String registry = arguments[0];
    try (RegistryClient client = RegistryClient.builder(URI.create(registry)).build()) {
      client.register(agent());
    }
    Files.writeString(
        Path.of("runspec.toml"),
        "[config]\nname = \"rehearsal\"\n\n[deploy]\ndescription = \"Deploys\"\n");
    play("--version");
    play("--help");
    play("completion", "bash");
    play("serve", "--dry-run");
    for (String command : List.of("tools", "instances", "hosts", "health", "export ssh-config")) {
      play((command + " --registry " + registry).split(" ", -1));
    }
    play("tools", "tool-1", "--registry", registry);
    play("tools", "-o", "json", "--registry", registry);
    play("tools", "-l", "env=prod", "--help");
    for (String command : List.of("run", "explain")) {
      play(command, "tool-1", "--host", "web-01", "--registry", registry, "--help");
    }
    play("run", "tool-1", "--host", "web-01", "--registry", registry, "--dry-run", "--", "--env=a");
    play("mcp", "--registry", registry);
  }

  private static Registration agent() {
    List<Tool> tools =
        IntStream.range(0, 40)
            .mapToObj(
                number ->
                    Tool.builder("tool-" + number)
                        .description("Does the job number " + number)
                        .command("/opt/shop/bin/job-" + number)
                        .runAs("shop")
                        .build())
            .toList();
    return Registration.builder("web-01-4711", "shop", "1.0", "web-01").tools(tools).build();
  }

  private static void play(String... words) throws IOException {
    Surroundings here = Surroundings.ofThisProcess(Optional::empty);
    InputStream input = new ByteArrayInputStream(CONVERSATION.getBytes(StandardCharsets.UTF_8));
    StringWriter said = new StringWriter();
    CommandLine line =
        Main.commandLine(
            new Surroundings(
                here.environment(), here.nearby(), input, here.clock(), here.isTerminal()),
            Commands.meantBy(words));
    PrintStream out = System.out;
    int code = line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said)).execute(words);
    System.setOut(out);
    if (code != 0) {
      throw new IOException(String.join(" ", words) + " ended with " + code + ": " + said);
    }
  }
}
