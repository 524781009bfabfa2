/**
 * One etcd cluster, as this program speaks with it: etcd's own JSON gateway over {@code
 * java.net.http}. Knows nothing of registries.
 *
 * <p>Enter through {@link dev.runspec.registry.server.store.etcd.gateway.Etcd}.
 */
@NullMarked
package dev.runspec.registry.server.store.etcd.gateway;

import org.jspecify.annotations.NullMarked;
