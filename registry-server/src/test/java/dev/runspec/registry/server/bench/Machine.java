package dev.runspec.registry.server.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What everything was measured on. */
final class Machine {

  private Machine() {}

  /** One sentence. */
  static String described() throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d cores (%s) that the load shares with the servers, %.0f GB, %s %s, JDK %s, SerialGC,"
            + " loopback; load average before: %.1f.",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        system.getTotalMemorySize() / 1e9,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        system.getSystemLoadAverage());
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    return Files.isReadable(file)
        ? Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"))
        : System.getProperty("os.arch");
  }
}
