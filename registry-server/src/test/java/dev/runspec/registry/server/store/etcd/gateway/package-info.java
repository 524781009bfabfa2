/** The way to etcd, where a real one cannot be brought to do what is tried. */
@NullMarked
package dev.runspec.registry.server.store.etcd.gateway;

import org.jspecify.annotations.NullMarked;
