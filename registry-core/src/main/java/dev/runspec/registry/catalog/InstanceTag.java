package dev.runspec.registry.catalog;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Sha256;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The weak entity tag of instances: it changes with everything that is told of them but what moves
 * with every beat. Made of what they are and not of their JSON, which would cost many times as
 * much; equal instances have equal tags on every replica.
 */
public final class InstanceTag {

  private final MessageDigest digest = Sha256.begin();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private InstanceTag() {}

  /** The tag of one instance, quotes included (RFC 9110, 8.8.3). */
  public static String of(Member member) {
    InstanceTag tag = new InstanceTag();
    tag.add(member);
    return tag.text();
  }

  /** The tag of a list of instances. */
  public static String of(Iterable<Member> members) {
    InstanceTag tag = new InstanceTag();
    for (Member member : members) {
      tag.add(member);
    }
    return tag.text();
  }

  private void add(Member member) {
    Registration registration = member.registration();
    add(registration.id().value());
    add(registration.name());
    add(registration.version());
    add(registration.host().value());
    add(registration.heartbeatInterval().toNanos());
    add(registration.toolsHash());
    add(registration.labels().size());
    registration
        .labels()
        .forEach(
            (key, value) -> {
              add(key);
              add(value);
            });
    SshTarget ssh = registration.ssh();
    add(ssh == null ? null : ssh.toString());
    add(registration.tools() == null ? -1 : registration.publishedTools().size());
    for (Tool tool : registration.publishedTools()) {
      add(tool.definition().hash());
      add(tool.executionMembers().text());
    }
    add(member.registeredAt());
    add(member.since());
    add(member.heard());
    add(member.state().wireName());
    ToolsSignature signature = registration.signature();
    if (signature != null) {
      add(signature.signedAt());
      add(signature.text());
    }
  }

  /** With its length in front: two texts are never taken for two others. */
  private void add(@Nullable String text) {
    if (text == null) {
      add(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(Instant time) {
    add(time.getEpochSecond());
    add(time.getNano());
  }

  private void add(long value) {
    digest.update(number.putLong(0, value).array());
  }

  private String text() {
    byte[] start = Arrays.copyOf(digest.digest(), 12);
    return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '"';
  }
}
