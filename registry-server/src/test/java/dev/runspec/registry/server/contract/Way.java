package dev.runspec.registry.server.contract;

/** A way to talk to a registry. */
enum Way {
  HTTP(false, false),
  HTTP_WITH_KEY(false, true),
  HTTPS(true, false),
  HTTPS_WITH_KEY(true, true);

  private final boolean isSecure;
  private final boolean isKeyed;

  Way(boolean isSecure, boolean isKeyed) {
    this.isSecure = isSecure;
    this.isKeyed = isKeyed;
  }

  boolean isSecure() {
    return isSecure;
  }

  boolean isKeyed() {
    return isKeyed;
  }

  String scheme() {
    return isSecure ? "https" : "http";
  }
}
