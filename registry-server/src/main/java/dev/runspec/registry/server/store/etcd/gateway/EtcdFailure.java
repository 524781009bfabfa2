package dev.runspec.registry.server.store.etcd.gateway;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Why etcd did not do what it was asked for. */
public final class EtcdFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What to make of it. */
  public enum Kind {
    /** No member answered in time, or there is no leader. A write may have been done or not. */
    AWAY,
    /** What was asked for is older than what etcd keeps. */
    COMPACTED,
    /** The database is as large as it may be. */
    FULL,
    /** The answer is larger than the gateway passes on. */
    TOO_LARGE,
    /** The lease is not, or no longer, there. */
    NO_LEASE,
    /** The token is not known to this member, or has run out. */
    TOKEN,
    /** Who we are may not do this. */
    DENIED,
    /** Anything else: what was asked for is wrong. */
    WRONG
  }

  private final Kind kind;

  EtcdFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  EtcdFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What to make of it. */
  public Kind kind() {
    return kind;
  }

  /** Whether what was asked for may still come to etcd, or may have: only the answer is missing. */
  public boolean mayHaveArrived() {
    return kind == Kind.AWAY
        && !(getCause() instanceof ConnectException)
        && !(getCause() instanceof HttpConnectTimeoutException);
  }

  /** What an error within a stream means; etcd 3.6 calls its code otherwise than those before. */
  static EtcdFailure of(EtcdJson error) {
    return of(Math.max(error.number("grpc_code"), error.number("code")), error.text("message"));
  }

  /** What an error of the gateway means: a code of gRPC, and etcd's own words. */
  static EtcdFailure of(long code, @Nullable String words) {
    String text = words == null ? "error " + code : words;
    return new EtcdFailure(kind(code, text), "etcd says: " + text);
  }

  private static Kind kind(long code, String words) {
    if (words.contains("database space exceeded")) {
      return Kind.FULL;
    }
    if (words.contains("lease not found")) {
      return Kind.NO_LEASE;
    }
    if (words.contains("required revision has been compacted")) {
      return Kind.COMPACTED;
    }
    if (words.contains("invalid auth token")) {
      return Kind.TOKEN;
    }
    return switch ((int) code) {
      case 8 -> words.contains("larger than max") ? Kind.TOO_LARGE : Kind.AWAY;
      case 1, 2, 4, 10, 13, 14 -> Kind.AWAY;
      case 7 -> Kind.DENIED;
      case 16 -> Kind.TOKEN;
      default -> Kind.WRONG;
    };
  }
}
