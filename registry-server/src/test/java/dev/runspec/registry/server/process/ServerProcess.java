package dev.runspec.registry.server.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A registry in a process of its own; whatever happens, it is gone after {@link #close}. */
public final class ServerProcess implements AutoCloseable {

  /** Held by the test classes that start servers one by one, so that they leave room for others. */
  public static final String LOCK = "server processes";

  private static final Pattern READY =
      Pattern.compile("runspec registry ready on (https?)://(.*):([0-9]+), (data in .*), (.*)");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Lines out;
  private final Lines err;

  private ServerProcess(Process process) {
    this.process = process;
    this.out = Lines.of(process.getInputStream());
    this.err = Lines.of(process.getErrorStream());
  }

  /** A server whose working folder this is, and nothing else. */
  public static Builder in(Path folder) {
    return new Builder(folder);
  }

  /** A server that keeps its data in {@code data} below this folder. */
  public static Builder withData(Path folder) {
    return in(folder).option("--port", "0", "--data-dir", folder.resolve("data").toString());
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public Lines out() {
    return out;
  }

  public Lines err() {
    return err;
  }

  /** What it says when it is ready. */
  public Ready ready() throws InterruptedException {
    return ready(0);
  }

  /** What it says when it is ready for the nth time, the first being 0. */
  Ready ready(int number) throws InterruptedException {
    String line = out.await(number);
    if (line == null) {
      throw new AssertionError("ended without being ready: " + err.all());
    }
    Matcher parts = READY.matcher(line);
    if (!parts.matches()) {
      throw new AssertionError("no ready line: " + line);
    }
    return new Ready(
        parts.group(1),
        parts.group(2),
        Integer.parseInt(parts.group(3)),
        parts.group(4),
        parts.group(5));
  }

  public int port() throws InterruptedException {
    return ready().port();
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).build());
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> beat(String id, String... headers) throws IOException, InterruptedException {
    return send(
        request("/instances/" + id + "/heartbeat", headers).POST(BodyPublishers.noBody()).build());
  }

  HttpResponse<String> delete(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).DELETE().build());
  }

  private HttpRequest.Builder request(String path, String... headers) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, BodyHandlers.ofString());
  }

  /** The value of one line of {@code /metrics}. */
  long metric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .mapToLong(value -> (long) Double.parseDouble(value))
        .findFirst()
        .orElseThrow();
  }

  public void signal(Signal signal) throws IOException, InterruptedException {
    signal.sendTo(handle());
  }

  /** {@code kill -9}, and waits until it is gone; what it printed can still be read. */
  public void kill() throws InterruptedException {
    if (!handle().destroyForcibly()) {
      throw new AssertionError("cannot be killed: " + handle());
    }
    process.waitFor();
  }

  /** Waits for the end. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still running, after " + out.soFar() + " and " + err.soFar());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** The ready line, taken apart. */
  public record Ready(String scheme, String host, int port, String data, String writes) {}

  /** How to start one. */
  public static final class Builder {

    private final Path folder;
    private final List<String> options = new ArrayList<>();
    private final List<String> jvm =
        new ArrayList<>(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED"));
    private final List<String> launcher = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();

    private Builder(Path folder) {
      this.folder = folder;
    }

    /** Arguments of the program. */
    public Builder option(String... arguments) {
      options.addAll(List.of(arguments));
      return this;
    }

    /** Options of the JVM. */
    public Builder jvm(String... arguments) {
      jvm.addAll(List.of(arguments));
      return this;
    }

    /** A program that replaces itself by what follows. */
    Builder under(String... command) {
      launcher.addAll(List.of(command));
      return this;
    }

    Builder environment(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** That of the program: the tests' own SLF4J is not there, and would have SQLite log to it. */
    private static String classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(entry -> !entry.contains("slf4j-api"))
          .collect(Collectors.joining(File.pathSeparator));
    }

    public ServerProcess start() throws IOException {
      List<String> command = new ArrayList<>(launcher);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvm);
      command.addAll(List.of("-cp", classPath()));
      command.add("dev.runspec.registry.server.Main");
      command.addAll(options);
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
      builder
          .environment()
          .keySet()
          .removeAll(
              List.of("XDG_STATE_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
      builder.environment().putAll(environment);
      return new ServerProcess(builder.start());
    }
  }
}
