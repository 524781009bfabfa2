/**
 * The home of the data on an etcd cluster that any number of replicas share. etcd decides who
 * lives, by its leases, and in which order things happen, by its revisions; a replica follows it
 * and answers from memory.
 *
 * <p>Enter through {@link dev.runspec.registry.server.store.etcd.EtcdStore}; {@link
 * dev.runspec.registry.server.store.etcd.Keys} tells what lies where. Nobody but the server's
 * wiring knows that this exists.
 */
@NullMarked
package dev.runspec.registry.server.store.etcd;

import org.jspecify.annotations.NullMarked;
