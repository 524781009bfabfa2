package dev.runspec.registry.cli.ssh;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The near ends of a remote command's streams. They carry bytes, as they come, and are flushed but
 * never closed.
 *
 * @param in read only in {@link RunMode#STDIN}
 * @param out the command's standard output
 * @param err its standard error
 */
public record RunStreams(InputStream in, OutputStream out, OutputStream err) {

  /** This process's own three, without a buffer or a charset in between. */
  public static RunStreams ofThisProcess() {
    return new RunStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }
}
