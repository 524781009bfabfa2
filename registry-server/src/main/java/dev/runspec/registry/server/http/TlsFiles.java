package dev.runspec.registry.server.http;

import dev.runspec.registry.server.pem.Pem;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;

/**
 * The key and the certificate chain of the listener, in PEM files that may change while we run. Any
 * thread may have loaded it; {@link #refresh} belongs to one.
 */
public final class TlsFiles {

  private static final System.Logger LOG = System.getLogger(TlsFiles.class.getName());

  private final Path keyFile;
  private final Path certificateFile;
  private final FileWatch watch;

  /** The pair of these two files; nothing is read yet. */
  public TlsFiles(Path keyFile, Path certificateFile) {
    this.keyFile = keyFile;
    this.certificateFile = certificateFile;
    this.watch = new FileWatch(keyFile, certificateFile);
  }

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException when one cannot be used, in one line that names it
   */
  public Tls load() {
    List<X509Certificate> chain = chain();
    PublicKey owner = chain.get(0).getPublicKey();
    PrivateKey key = key(owner);
    if (!belongTogether(key, owner)) {
      throw new IllegalArgumentException(
          "TLS key " + keyFile + " is not the key of the certificate " + certificateFile);
    }
    return Tls.builder().privateKey(key).privateKeyCertChain(chain).build();
  }

  /** Reads the files again if they changed, and gives the new pair away; a bad one is kept off. */
  public void refresh(Consumer<Tls> taker) {
    if (!watch.changed()) {
      return;
    }
    try {
      taker.accept(load());
      LOG.log(Level.INFO, () -> "TLS certificate read again from " + certificateFile);
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, () -> "keeping the TLS certificate as it was: " + e.getMessage());
    }
  }

  private List<X509Certificate> chain() {
    try {
      return Pem.certificates(text(certificateFile));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "TLS certificate " + certificateFile + " cannot be used: " + e.getMessage(), e);
    }
  }

  private PrivateKey key(PublicKey owner) {
    try {
      return Pem.privateKey(text(keyFile), owner);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "TLS key " + keyFile + " cannot be used: " + reason(e, owner), e);
    }
  }

  /** The JDK's own words may quote the key; ours do not. */
  private static String reason(GeneralSecurityException e, PublicKey owner) {
    String message = e.getMessage();
    return e.getClass() == GeneralSecurityException.class && message != null
        ? message
        : "it is no " + owner.getAlgorithm() + " key as its certificate asks";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "TLS file cannot be read: " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static boolean belongTogether(PrivateKey key, PublicKey owner) {
    String algorithm =
        switch (owner.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> owner.getAlgorithm();
        };
    byte[] text = "is it you?".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(owner);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
