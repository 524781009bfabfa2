package dev.runspec.registry.client;

/**
 * What the registry says about itself.
 *
 * @param status {@code ok} when it works
 */
public record Health(String status) {

  /** Whether the registry says that it works. */
  public boolean isOk() {
    return status.equals("ok");
  }
}
