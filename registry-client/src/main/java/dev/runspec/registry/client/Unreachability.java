package dev.runspec.registry.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why no answer came: what is said about it and what helps. */
enum Unreachability {
  UNRESOLVED(true),
  REFUSED(true),
  NOT_CONNECTED_IN_TIME(true),
  NOT_ANSWERED_IN_TIME(false),
  UNTRUSTED(false),
  TLS_BROKEN(false),
  LOST(true),
  INTERRUPTED(false);

  private final boolean isTransient;

  Unreachability(boolean isTransient) {
    this.isTransient = isTransient;
  }

  static Unreachability of(Throwable cause) {
    if (has(cause, UnresolvedAddressException.class)) {
      return UNRESOLVED;
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return NOT_CONNECTED_IN_TIME;
    }
    if (cause instanceof HttpTimeoutException) {
      return NOT_ANSWERED_IN_TIME;
    }
    if (cause instanceof ConnectException || has(cause, NoRouteToHostException.class)) {
      return REFUSED;
    }
    if (has(cause, CertPathBuilderException.class)
        || has(cause, CertPathValidatorException.class)
        || has(cause, CertificateException.class)) {
      return UNTRUSTED;
    }
    return has(cause, SSLException.class) ? TLS_BROKEN : LOST;
  }

  /** Whether the same may well succeed in a moment. */
  boolean isTransient() {
    return isTransient;
  }

  /** To follow the address: what happened and what to do. */
  String sentence(Throwable cause) {
    return switch (this) {
      case UNRESOLVED -> "has a host name that does not resolve";
      case REFUSED ->
          "takes no connection (" + reason(cause, "refused") + "); is the registry running there?";
      case NOT_CONNECTED_IN_TIME -> "took no connection in time";
      case NOT_ANSWERED_IN_TIME -> "gave " + reason(cause, "no answer in time");
      case UNTRUSTED ->
          "has a certificate that is not trusted ("
              + reason(root(cause), "no reason given")
              + "); name the CA file that signed it";
      case TLS_BROKEN -> "does not speak TLS with us (" + reason(cause, "no reason given") + ")";
      case LOST -> "broke the connection off (" + reason(cause, "no reason given") + ")";
      case INTERRUPTED -> "was not waited for: this thread was interrupted";
    };
  }

  private static String reason(Throwable cause, String fallback) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? fallback : message;
  }

  private static Throwable root(Throwable cause) {
    Throwable root = cause;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean has(Throwable cause, Class<? extends Throwable> kind) {
    Throwable each = cause;
    for (int depth = 0; each != null && depth < 20; depth++) {
      if (kind.isInstance(each)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }
}
