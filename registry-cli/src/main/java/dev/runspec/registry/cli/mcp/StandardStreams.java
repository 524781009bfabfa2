package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.mcp.Conversation;
import dev.runspec.registry.mcp.Outlet;
import dev.runspec.registry.mcp.Toolbox;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A conversation over this process's standard streams, a message a line, with whoever started it.
 */
public final class StandardStreams implements AutoCloseable {

  /**
   * For so long calls may go on when the input has ended: whoever pipes a few messages in gets the
   * answers, and whoever goes away leaves nothing running.
   */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final InputStream input;
  private final LineOutlet outlet;
  private final Conversation conversation;

  private StandardStreams(InputStream input, OutputStream output, Toolbox toolbox) {
    this.input = input;
    this.outlet = new LineOutlet(output);
    this.conversation = new Conversation(toolbox, outlet, StandardStreams::thread);
  }

  /**
   * Takes standard output for the protocol: nothing else gets there from now on, whoever prints.
   */
  public static StandardStreams claim(InputStream input, Toolbox toolbox) {
    OutputStream output = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    return new StandardStreams(input, output, toolbox);
  }

  private static Thread thread(Runnable call) {
    Thread thread = new Thread(call, "mcp-call");
    thread.setDaemon(true);
    return thread;
  }

  /** Speaks until the input ends or nobody reads any more. */
  public void converse() {
    MessageLines lines = new MessageLines(input);
    try {
      for (byte[] line = lines.next(); line != null && !outlet.isGone(); line = lines.next()) {
        if (line.length == 0) {
          conversation.refuse("the message is longer than " + MessageLines.LONGEST + " bytes");
        } else {
          conversation.accept(line);
        }
      }
    } catch (IOException e) {
      // An input that breaks has ended.
    }
    conversation.close(outlet.isGone() ? Duration.ZERO : GRACE);
  }

  /** Tells the client that there are other tools. */
  public void toolsChanged() {
    conversation.toolsChanged();
  }

  /** Ends what runs. */
  @Override
  public void close() {
    conversation.close(Duration.ZERO);
  }

  /** Writes each message on a line. */
  private static final class LineOutlet implements Outlet {

    private final OutputStream target;
    private volatile boolean isGone;

    LineOutlet(OutputStream target) {
      this.target = target;
    }

    boolean isGone() {
      return isGone;
    }

    @Override
    public synchronized void send(JsonDocument message) {
      if (isGone) {
        return;
      }
      byte[] text = message.utf8();
      byte[] line = new byte[text.length + 1];
      System.arraycopy(text, 0, line, 0, text.length);
      line[text.length] = '\n';
      try {
        target.write(line);
        target.flush();
      } catch (IOException e) {
        isGone = true;
      }
    }
  }
}
