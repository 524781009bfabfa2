package dev.runspec.registry.signature;

import java.io.ByteArrayOutputStream;

/** A key in hardware (PROTOCOL.u2f): it signs hashes, with its flags and counter beside them. */
final class SecurityKeyCheck implements SignatureCheck {

  private final String type;
  private final BareCheck inner;
  private final byte[] application;

  SecurityKeyCheck(String type, BareCheck inner, byte[] application) {
    this.type = type;
    this.inner = inner;
    this.application = application;
  }

  @Override
  public boolean isSatisfied(String algorithm, WireBytes signature, byte[] signed) {
    SignatureCheck.expect(type, algorithm);
    byte[] bytes = signature.string();
    byte[] flagsAndCounter = signature.raw(5);
    signature.end();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(MessageHash.SHA256.of(application));
    message.writeBytes(flagsAndCounter);
    message.writeBytes(MessageHash.SHA256.of(signed));
    return inner.isSatisfied(bytes, message.toByteArray());
  }
}
