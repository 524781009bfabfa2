package dev.runspec.registry.cli.context;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A registry with a name, and what it takes to speak to it.
 *
 * @param name its name
 * @param registry its address
 * @param key the API key for it, and for no other registry
 * @param certificates a PEM file with the certificates to trust there
 */
public record Context(
    ContextName name, URI registry, @Nullable String key, @Nullable Path certificates) {

  /** Whether there is a key, which is all that anybody is told of it. */
  public boolean hasKey() {
    return key != null;
  }

  /** The same with another key. */
  public Context withKey(String other) {
    return new Context(name, registry, other, certificates);
  }

  /** The same with other certificates. */
  public Context withCertificates(Path other) {
    return new Context(name, registry, key, other);
  }

  /** Name and address; never the key. */
  @Override
  public String toString() {
    return "Context[" + name + " " + registry + "]";
  }
}
