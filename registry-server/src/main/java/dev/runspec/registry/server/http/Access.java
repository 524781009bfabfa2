package dev.runspec.registry.server.http;

/** What a route asks of its caller. */
public enum Access {
  /** Nothing: health. */
  OPEN,
  /** To look; everybody may, unless reads are protected. */
  READ,
  /** To speak for an instance. */
  WRITE,
  /** To operate the registry. */
  ADMIN
}
