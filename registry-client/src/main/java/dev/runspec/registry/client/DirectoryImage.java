package dev.runspec.registry.client;

import dev.runspec.registry.Instance;
import dev.runspec.registry.Position;
import dev.runspec.registry.Sha256;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.json.InvalidDocument;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The state of a directory as it stands in a file: a line that names the format, a line with the
 * SHA-256 of what follows, and that packed by gzip: when it was so, of which registry, an empty
 * line, and an instance a line.
 *
 * @param asOf when the registry held this
 * @param registries its addresses
 * @param instances all of them
 */
record DirectoryImage(Instant asOf, List<String> registries, List<Instance> instances) {

  private static final String FORMAT = "runspec-registry-directory 1\n";
  private static final int DIGEST_LENGTH = 64;
  private static final String AS_OF = "as-of ";
  private static final String REGISTRY = "registry ";
  private static final Position NOWHERE = new Position("0", 0);

  static DirectoryImage of(Catalog catalog, Instant asOf, Addresses addresses) {
    return new DirectoryImage(
        asOf, texts(addresses), catalog.members().stream().map(Member::instance).toList());
  }

  /** Whether it was made from a registry at one of these addresses. */
  boolean isOfOne(Addresses addresses) {
    return texts(addresses).stream().anyMatch(registries::contains);
  }

  /** The instances, as if they had been read just now. */
  FullReading reading() {
    FullReading reading = new FullReading(NOWHERE);
    reading.add(new Page<>(instances, Optional.empty(), Optional.of(NOWHERE)));
    return reading;
  }

  private static List<String> texts(Addresses addresses) {
    return addresses.inOrder().stream().map(RegistryAddress::toString).sorted().toList();
  }

  /** Puts it in the place of what stands there, whole or not at all; only its owner may read it. */
  void write(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, path.getFileName() + ".", ".new");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        MessageDigest digest = Sha256.begin();
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        out.write(head(digest.digest()).getBytes(StandardCharsets.US_ASCII));
        GZIPOutputStream body = new GZIPOutputStream(new DigestOutputStream(out, digest));
        body.write(preface().getBytes(StandardCharsets.UTF_8));
        for (Instance instance : instances) {
          body.write(InstanceJson.write(instance));
          body.write('\n');
        }
        body.finish();
        out.flush();
        byte[] head = head(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer left = ByteBuffer.wrap(head);
        while (left.hasRemaining()) {
          channel.write(left, left.position());
        }
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String head(byte[] digest) {
    return FORMAT + HexFormat.of().formatHex(digest) + "\n";
  }

  private String preface() {
    StringBuilder lines = new StringBuilder(AS_OF).append(asOf).append('\n');
    registries.forEach(registry -> lines.append(REGISTRY).append(registry).append('\n'));
    return lines.append('\n').toString();
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if it is not there, or is not what was written; the message says why
   */
  static DirectoryImage read(Path path) throws IOException {
    refuseWritableByOthers(path);
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      String format = new String(in.readNBytes(FORMAT.length()), StandardCharsets.UTF_8);
      if (!format.equals(FORMAT)) {
        throw new IOException("it is not of the format " + FORMAT.strip());
      }
      String expected = new String(in.readNBytes(DIGEST_LENGTH + 1), StandardCharsets.UTF_8);
      DigestInputStream body = new DigestInputStream(in, digest);
      DirectoryImage image = readBody(body);
      body.transferTo(OutputStream.nullOutputStream());
      if (!expected.equals(HexFormat.of().formatHex(digest.digest()) + "\n")) {
        throw new IOException("it is damaged: its checksum is another one");
      }
      return image;
    }
  }

  private static DirectoryImage readBody(InputStream packed) throws IOException {
    try {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8));
      Instant asOf = Instant.EPOCH;
      List<String> registries = new ArrayList<>();
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        if (line.startsWith(AS_OF)) {
          asOf = Instant.parse(line.substring(AS_OF.length()));
        } else if (line.startsWith(REGISTRY)) {
          registries.add(line.substring(REGISTRY.length()));
        }
      }
      List<Instance> instances = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        instances.add(InstanceJson.read(line.getBytes(StandardCharsets.UTF_8)));
      }
      return new DirectoryImage(asOf, registries, instances);
    } catch (IOException | InvalidDocument | DateTimeException e) {
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }

  /** Whoever may write it could tell us of tools that do not exist. */
  private static void refuseWritableByOthers(Path path) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (posix == null) {
      return;
    }
    Set<PosixFilePermission> permissions = posix.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("others may write it; take that from them (chmod go-w)");
    }
  }
}
