package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.run.RunListener.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What a tool writes, told line by line. Written by one thread. */
final class LineStream extends OutputStream {

  /** A line that is longer is told in pieces. */
  static final int LONGEST = 1 << 16;

  private final HostName host;
  private final Channel channel;
  private final RunListener listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(HostName host, Channel channel, RunListener listener) {
    this.host = host;
    this.channel = channel;
    this.listener = listener;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    int start = from;
    int end = from + length;
    for (int at = from; at < end; at++) {
      if (bytes[at] == '\n') {
        line.write(bytes, start, at - start);
        tell(true);
        start = at + 1;
      } else if (line.size() + at - start >= LONGEST) {
        line.write(bytes, start, at - start);
        tell(false);
        start = at;
      }
    }
    line.write(bytes, start, end - start);
  }

  /** Tells what is left when no more comes. */
  synchronized void finish() throws IOException {
    if (line.size() > 0) {
      tell(false);
    }
  }

  private void tell(boolean isWhole) throws IOException {
    byte[] bytes = line.toByteArray();
    line.reset();
    listener.said(host, channel, bytes, isWhole);
  }
}
