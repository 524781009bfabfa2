package dev.runspec.registry.engine;

/** The store cannot take a write now. Nothing was changed; the message says why. */
public final class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreUnavailable(String message) {
    super(message);
  }
}
