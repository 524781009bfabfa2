package dev.runspec.registry.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The head of a request that nobody sent. */
record FakeHead(InetAddress peer, boolean isSecure, List<String> fields) implements RequestHead {

  static FakeHead of(String address, String... fields) {
    try {
      return new FakeHead(InetAddress.getByName(address), false, List.of(fields));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  FakeHead secure() {
    return new FakeHead(peer, true, fields);
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    return fields.stream()
        .filter(field -> nameOf(field).equals(name))
        .map(field -> field.substring(field.indexOf(':') + 1).strip())
        .toList();
  }

  @Override
  public List<String> headerNames() {
    return fields.stream().map(FakeHead::nameOf).toList();
  }

  private static String nameOf(String field) {
    return field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
  }
}
