package dev.runspec.registry.signature;

import dev.runspec.registry.HostName;
import dev.runspec.registry.signature.KeyTrust.Standing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys that somebody allows to speak for hosts: a file in the format that {@code ssh-keygen -Y}
 * calls allowed signers, whose principals are names of hosts as the registry tells them.
 */
public final class AllowedSigners {

  private final String source;
  private final List<AllowedSigner> signers;

  private AllowedSigners(String source, List<AllowedSigner> signers) {
    this.source = source;
    this.signers = List.copyOf(signers);
  }

  /**
   * Reads a file.
   *
   * @param source what the file is called
   * @param zone where its times are meant that do not end in Z
   * @throws IllegalArgumentException if a line is not as it must be; the message says which
   */
  public static AllowedSigners parse(String source, String text, ZoneId zone) {
    List<AllowedSigner> signers = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        signers.add(AllowedSigner.parse(source + ":" + number, stripped, zone));
      }
    }
    return new AllowedSigners(source, signers);
  }

  /** The keys that may speak for this host now. */
  public KeyTrust of(HostName host, Instant now) {
    return key -> standing(key, host, now);
  }

  private Standing standing(SshKey key, HostName host, Instant now) {
    String why = "no line of " + source + " allows a key for " + host;
    for (AllowedSigner signer : signers) {
      if (!signer.principals().matches(host.value())) {
        continue;
      }
      if (signer.isAuthority()) {
        why =
            host
                + " is spoken for by a certificate authority ("
                + signer.where()
                + "), which does not count here";
      } else if (!key.isEncodedBy(signer.blob())) {
        why = "it is not the key that " + signer.where() + " allows for " + host;
      } else if (!signer.namespaces().matches(Statement.NAMESPACE)) {
        why = signer.where() + " allows it for other namespaces than " + Statement.NAMESPACE;
      } else if (now.isBefore(signer.validAfter()) || now.isAfter(signer.validBefore())) {
        why = signer.where() + " allows it at another time";
      } else {
        return new Standing.Trusted(signer.where());
      }
    }
    return new Standing.Unknown(why);
  }
}
