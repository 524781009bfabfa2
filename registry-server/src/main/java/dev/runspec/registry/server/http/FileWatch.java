package dev.runspec.registry.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What some files looked like when somebody looked last. Confined to the one who asks. */
final class FileWatch {

  private final List<Path> files;
  private List<Object> seen;

  /** Remembers how the files look now: look first, then read them. */
  FileWatch(Path... files) {
    this.files = List.of(files);
    this.seen = look();
  }

  /** Whether they look different from the last time this was asked. */
  boolean changed() {
    List<Object> now = look();
    boolean different = !now.equals(seen);
    seen = now;
    return different;
  }

  private List<Object> look() {
    List<Object> signs = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        signs.add(attributes.lastModifiedTime());
        signs.add(attributes.size());
        signs.add(String.valueOf(attributes.fileKey()));
      } catch (IOException e) {
        signs.add("unreadable");
      }
    }
    return signs;
  }
}
