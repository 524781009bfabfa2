package dev.runspec.registry.cli;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.RegistryRefused;
import dev.runspec.registry.client.RegistryUnreachable;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;

/** What to do about a failure, to follow its message; empty where that says it all. */
final class Advice {

  private Advice() {}

  static String on(RegistryException failure) {
    if (failure instanceof RegistryRefused refused) {
      return refused.code() == ErrorCode.FORBIDDEN
          ? "; give a key that may do this with --registry-key-file or REGISTRY_API_KEY"
          : "";
    }
    if (failure instanceof RegistryUnreachable) {
      return isUntrusted(failure)
          ? " with --registry-cert"
          : " (--registry or REGISTRY_URL names another)";
    }
    return "";
  }

  private static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }
}
