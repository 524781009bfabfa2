package dev.runspec.registry.cli.watch;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.cli.output.EventLines;
import dev.runspec.registry.client.EventListener;
import dev.runspec.registry.client.EventSelection;
import dev.runspec.registry.client.EventSubscription;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.RegistryRefused;
import dev.runspec.registry.client.ResetReason;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Prints events as they come, until nobody reads them any more or the registry refuses. They are
 * printed on the thread that reads them, so that a slow reader slows only the reading.
 */
public final class EventFeed implements EventListener {

  private final EventLines lines;
  private final PrintWriter out;
  private final Consumer<String> teller;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private boolean wasThere;
  private boolean isAway;

  /**
   * Prints nothing yet.
   *
   * @param lines how events are written
   * @param out where to
   * @param teller is told what the registry does meanwhile
   */
  public EventFeed(EventLines lines, PrintWriter out, Consumer<String> teller) {
    this.lines = lines;
    this.out = out;
    this.teller = teller;
  }

  /**
   * Prints them until the end.
   *
   * @throws RegistryException if the registry is not there at first, or refuses
   */
  public void follow(RegistryClient registry, EventSelection selection) {
    EventSubscription following = registry.events(selection, this);
    try {
      end.get();
    } catch (ExecutionException e) {
      throw (RegistryException) Objects.requireNonNull(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      following.close();
    }
  }

  @Override
  public void changed(Position position, InstanceEvent event) {
    print(lines.change(position, event));
  }

  @Override
  public void reset(Position position, ResetReason reason) {
    print(lines.reset(position, reason));
  }

  private void print(String line) {
    out.println(line);
    if (out.checkError()) {
      end.complete(null);
    }
  }

  @Override
  public void connected() {
    if (isAway) {
      teller.accept("the registry answers again");
    }
    wasThere = true;
    isAway = false;
  }

  @Override
  public void disconnected(RegistryException cause) {
    boolean isRefused = cause instanceof RegistryRefused && !cause.isTransient();
    if (isRefused || !wasThere) {
      end.completeExceptionally(cause);
    } else if (!isAway) {
      teller.accept(cause.getMessage() + "; trying until it answers");
    }
    isAway = true;
  }
}
