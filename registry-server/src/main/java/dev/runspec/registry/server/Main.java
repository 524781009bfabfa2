package dev.runspec.registry.server;

import dev.runspec.registry.server.observe.LogOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The program: starts a registry and keeps it until the process is told to end. */
public final class Main {

  private static final int USAGE = 2;
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] arguments) {
    LogOutput.install();
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    try {
      switch (ServerConfig.parse(
          List.of(arguments), System.getenv(), System.getProperties(), Path.of(""))) {
        case ServerConfig.Print print -> out.print(print.text());
        case ServerConfig.Move move -> out.println(Transfer.run(move));
        case ServerConfig.Start start -> {
          if (start.config().reload()) {
            System.exit(new Reloader(List.of(arguments), err).run());
          }
          serve(start.config(), out, err);
        }
      }
      out.flush();
    } catch (UsageException e) {
      err.println("registry-server: " + e.getMessage());
      System.exit(USAGE);
    } catch (StartException e) {
      err.println("registry-server: " + e.getMessage());
      System.exit(FAILED);
    }
  }

  private static void serve(ServerConfig config, PrintStream out, PrintStream err) {
    if (config.openWrites() && config.key().isEmpty() && config.keysFile().isEmpty()) {
      err.println(
          "registry-server: warning: --open-writes lets anybody who can connect say what runs on your hosts");
    }
    RegistryServer server = RegistryServer.start(config);
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "registry-shutdown"));
    } catch (IllegalStateException e) {
      // Told to end while it started.
      server.close();
      return;
    }
    out.println(server.greeting());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
