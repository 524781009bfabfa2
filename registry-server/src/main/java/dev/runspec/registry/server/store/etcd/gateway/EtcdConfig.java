package dev.runspec.registry.server.store.etcd.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where etcd is and who we are there.
 *
 * @param endpoints the members, {@code https://a:2379}; all of one scheme
 * @param ca the certificates that are trusted, in PEM; those of the system unless set
 * @param certificate our own certificate chain, in PEM
 * @param key its private key, in PEM
 * @param user the user of etcd; none when etcd asks for none
 * @param passwordFile the file whose first line is that user's password
 * @param prefix what all keys begin with, {@code /runspec-registry}; other registries may live on
 *     the same etcd under another
 */
public record EtcdConfig(
    List<URI> endpoints,
    Optional<Path> ca,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<String> user,
    Optional<Path> passwordFile,
    String prefix) {

  /** An etcd that asks for nothing. */
  public static EtcdConfig of(List<URI> endpoints, String prefix) {
    Optional<Path> none = Optional.empty();
    return new EtcdConfig(endpoints, none, none, none, Optional.empty(), none, prefix);
  }

  /** The members as people write them. */
  public String addresses() {
    return endpoints.stream().map(URI::toString).collect(Collectors.joining(","));
  }
}
