/**
 * A real etcd for tests, and what can happen to one.
 *
 * <p>Enter through {@link dev.runspec.registry.server.etcd.EtcdCluster}, which starts members and
 * never leaves one behind; a {@link dev.runspec.registry.server.etcd.Wire} before a member can be
 * cut.
 */
@NullMarked
package dev.runspec.registry.server.etcd;

import org.jspecify.annotations.NullMarked;
