package dev.runspec.registry.server.store.etcd.gateway;

import java.io.InputStream;

/** The members of the cluster, and one call to one of them. */
interface Members extends AutoCloseable {

  int count();

  /** An answer of whichever member gives one. */
  EtcdJson call(String path, byte[] body);

  /** An answer that goes on. */
  InputStream stream(String path, byte[] body);

  /** The bytes that this member answers. */
  byte[] callAt(int member, String path, byte[] body);

  /** Ends what goes on asking. */
  @Override
  void close();
}
