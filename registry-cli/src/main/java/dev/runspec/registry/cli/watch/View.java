package dev.runspec.registry.cli.watch;

import dev.runspec.registry.client.RegistryException;
import java.util.List;

/** Where a list is shown as it changes. All but closing happens on one thread. */
interface View<T> extends AutoCloseable {

  /** The list is like this now. */
  void show(List<T> list);

  /** The registry did not answer; it is tried again. */
  void away(RegistryException cause);

  /** The registry answers again, and the list is as it was. */
  void back();

  /** A second or so has passed. */
  void tick();

  /** Whether nobody is looking any more. */
  boolean isLeft();

  @Override
  void close();
}
