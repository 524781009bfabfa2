package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.Position;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import dev.runspec.registry.server.store.etcd.gateway.Txn;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of the course of revisions that all replicas of one etcd share: {@code 5f2c91d20b7e4a11
 * CLUSTER}. It was made by whoever came first, and is made anew when etcd is another cluster than
 * the one that it was made for, as after a restored back-up, or when its revisions went back.
 */
final class Epoch {

  private final Etcd etcd;
  private final Keys keys;

  Epoch(Etcd etcd, Keys keys) {
    this.etcd = etcd;
    this.keys = keys;
  }

  /** Where etcd is at present. */
  Position present() {
    while (true) {
      Etcd.Found found = etcd.get(keys.epoch());
      List<String> words = words(found.keyValue());
      if (words.size() > 1 && words.get(1).equals(String.valueOf(found.cluster()))) {
        return new Position(words.get(0), found.revision());
      }
      renew(found);
    }
  }

  /** Whether it is this epoch that was written. */
  static boolean isOf(KeyValue written, String epoch) {
    return words(written).get(0).equals(epoch);
  }

  /** Makes another one. */
  void renew() {
    renew(etcd.get(keys.epoch()));
  }

  private void renew(Etcd.Found found) {
    KeyValue before = found.keyValue();
    String epoch = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    byte[] value = (epoch + " " + found.cluster()).getBytes(StandardCharsets.US_ASCII);
    // When somebody else made one at the same time, that is the one.
    Txn.Result unused =
        etcd.commit(
            new Txn()
                .ifWrittenAt(keys.epoch(), before == null ? 0 : before.modRevision())
                .put(keys.epoch(), value, 0));
  }

  private static List<String> words(@Nullable KeyValue keyValue) {
    return keyValue == null
        ? List.of()
        : List.of(new String(keyValue.value(), StandardCharsets.US_ASCII).split(" ", -1));
  }
}
