/** The store on etcd, tried on real ones. */
@NullMarked
package dev.runspec.registry.server.store.etcd;

import org.jspecify.annotations.NullMarked;
