package dev.runspec.registry.server.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What a request says before its body, and where it comes from. */
interface RequestHead {

  /** Who is at the other end of the connection, whatever the request says. */
  InetAddress peer();

  /** Whether the connection is TLS. */
  boolean isSecure();

  /** The first field of this name. */
  Optional<String> header(String name);

  /** Every field of this name, as sent. */
  List<String> headers(String name);

  /** The names of all fields, in lower case. */
  List<String> headerNames();
}
