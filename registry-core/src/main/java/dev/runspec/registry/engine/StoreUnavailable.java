package dev.runspec.registry.engine;

/**
 * The store cannot take a write now; the message says why, to whoever asked. Nothing is seen of the
 * write, and it may be tried again.
 */
public final class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreUnavailable(String message) {
    super(message);
  }
}
