package dev.runspec.registry.cli.signature;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.PrivateFile;
import dev.runspec.registry.signature.Statement;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the newest signature was made that this person has seen of each agent of each host: {@code
 * runspec/seen-signatures} in {@code XDG_STATE_HOME}, or else in {@code ~/.local/state}. Without
 * it, what a host published once could be given out for what it publishes now.
 */
final class SeenSignatures {

  private static final String HEAD = "runspec seen signatures 1\n";
  private static final Pattern LINE = Pattern.compile("([0-9]{1,13}) ([^ ]+) ([^ ]*)");

  /** The lock of the file is this process's, whichever thread holds it. */
  private static final Object HERE = new Object();

  private final PrivateFile file;

  private SeenSignatures(PrivateFile file) {
    this.file = file;
  }

  /** Those of the person whose environment this is. */
  static SeenSignatures of(Map<String, String> environment) {
    return new SeenSignatures(
        PrivateFile.of(environment, "XDG_STATE_HOME", ".local/state", "runspec/seen-signatures")
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "there is no place to remember seen signatures in: neither XDG_STATE_HOME"
                            + " nor HOME is set")));
  }

  /**
   * Remembers this one, unless a newer one of the same host and agent was seen.
   *
   * @return when that one was made
   * @throws CommandFailure if what was seen cannot be read or written: then nothing is known
   */
  Optional<Instant> newerThan(Statement statement) {
    synchronized (HERE) {
      try (FileChannel channel = lockFile();
          FileLock lock = channel.lock()) {
        return newerThanLocked(statement, lock);
      } catch (IOException e) {
        throw new CommandFailure(file + " cannot be locked: " + e.getMessage());
      }
    }
  }

  private Optional<Instant> newerThanLocked(Statement statement, FileLock lock) {
    if (!lock.isValid()) {
      throw new CommandFailure(file + " cannot be locked");
    }
    Map<String, Long> seen = read();
    String who = encoded(statement.host().value()) + " " + encoded(statement.agent());
    long made = statement.signedAt().getEpochSecond();
    Long known = seen.get(who);
    if (known != null && known > made) {
      return Optional.of(Instant.ofEpochSecond(known));
    }
    if (known == null || known < made) {
      seen.put(who, made);
      write(seen);
    }
    return Optional.empty();
  }

  private FileChannel lockFile() throws IOException {
    Path folder = Objects.requireNonNull(file.path().getParent());
    PrivateFile.makeFolder(folder);
    return FileChannel.open(
        folder.resolve(file.path().getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  private Map<String, Long> read() {
    Map<String, Long> seen = new TreeMap<>();
    Optional<byte[]> bytes = file.read("names of hosts");
    if (bytes.isEmpty()) {
      return seen;
    }
    String text = new String(bytes.get(), StandardCharsets.UTF_8);
    if (!text.startsWith(HEAD) || !text.endsWith("\n")) {
      throw damaged(1);
    }
    int number = 1;
    for (String line : text.substring(HEAD.length()).lines().toList()) {
      number++;
      Matcher form = LINE.matcher(line);
      if (!form.matches()
          || seen.put(form.group(2) + " " + form.group(3), Long.parseLong(form.group(1))) != null) {
        throw damaged(number);
      }
    }
    return seen;
  }

  private CommandFailure damaged(int line) {
    return new CommandFailure(
        file
            + " is damaged in line "
            + line
            + ", so nothing is known of what was seen; mend it, or remove it and take each host's"
            + " next signature for its newest");
  }

  private void write(Map<String, Long> seen) {
    StringBuilder text = new StringBuilder(HEAD);
    seen.forEach((who, made) -> text.append(made).append(' ').append(who).append('\n'));
    file.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What an entry is called in the file, for whoever has to mend it. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Where it is, for people. */
  @Override
  public String toString() {
    return file.toString();
  }
}
