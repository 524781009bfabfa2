package dev.runspec.registry.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed. */
final class Trust {

  private Trust() {}

  /** Only certificates that those of this PEM file vouch for. */
  static SSLContext inFile(Path caFile) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates(caFile)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      return inStore(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "CA file " + caFile + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Only certificates that those of this store vouch for. */
  static SSLContext inStore(KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return context(factory.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("trust store cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Nobody: for addresses without TLS, which need no certificates. Loading those of the platform
   * costs a short-lived program a good part of its start.
   */
  static SSLContext inNobody() {
    try {
      return context(new TrustManager[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this platform has no TLS", e);
    }
  }

  private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context;
  }

  private static Collection<? extends Certificate> certificates(Path caFile) {
    Collection<? extends Certificate> certificates;
    try {
      byte[] pem = Files.readAllBytes(caFile);
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("CA file " + caFile + " does not exist", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "CA file " + caFile + " cannot be read: " + e.getMessage(), e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "CA file " + caFile + " holds no readable PEM certificates: " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("CA file " + caFile + " holds no certificates");
    }
    return certificates;
  }
}
