package dev.runspec.registry.server.store.etcd.gateway;

import dev.runspec.registry.server.pem.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom we trust and who we say we are, from the files of an {@link EtcdConfig}. */
final class Identity {

  private static final char[] NO_PASSWORD = {};

  private Identity() {}

  /** The TLS side of it; null when no file is given. */
  static @Nullable SSLContext tls(EtcdConfig config) {
    if (config.ca().isEmpty() && config.certificate().isEmpty()) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(config), trust(config), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the TLS files for etcd cannot be used: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trust(EtcdConfig config)
      throws GeneralSecurityException, IOException {
    if (config.ca().isEmpty()) {
      return null;
    }
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int number = 0;
    for (X509Certificate certificate : certificates(config.ca().get())) {
      trusted.setCertificateEntry("ca" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(EtcdConfig config)
      throws GeneralSecurityException, IOException {
    if (config.certificate().isEmpty() || config.key().isEmpty()) {
      return null;
    }
    List<X509Certificate> chain = certificates(config.certificate().get());
    Path keyFile = config.key().get();
    PrivateKey key;
    try {
      key = Pem.privateKey(text(keyFile), chain.get(0).getPublicKey());
    } catch (GeneralSecurityException e) {
      // The JDK's own words may quote the key.
      throw new GeneralSecurityException(keyFile + " is not the key of the certificate", e);
    }
    KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
    own.load(null, null);
    own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static List<X509Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try {
      return Pem.certificates(text(file));
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(file + ": " + e.getMessage(), e);
    }
  }

  /** The password of the user; read when it is needed, since it may change. */
  static String password(EtcdConfig config) {
    if (config.passwordFile().isEmpty()) {
      return "";
    }
    Path file = config.passwordFile().get();
    try {
      return text(file).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
