package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;

/**
 * What lies where in etcd.
 *
 * <pre>
 * PREFIX/i/ID      what an instance said of itself        (see {@link Filed})
 * PREFIX/l/ID      that it lives: hangs on its lease      (see {@link Stamp})
 * PREFIX/x/ID      how and since when it does not         (see {@link Stamp})
 * PREFIX/d/HASH    a tool's definition                    (see {@link Shelf})
 * PREFIX/b/HASH    a record that is too large for i/      (see {@link Shelf})
 * PREFIX/p/HASH/N  the Nth part of a large d/ or b/
 * PREFIX/r/NAME    what a replica heard lately            (see {@link Pulse})
 * PREFIX/epoch     names this course of revisions
 * PREFIX/condemned definitions that are about to go       (see {@link Collector})
 * </pre>
 */
record Keys(String prefix) {

  /** Everything. */
  String all() {
    return prefix + "/";
  }

  String records() {
    return prefix + "/i/";
  }

  String record(InstanceId id) {
    return records() + id.value();
  }

  String lives() {
    return prefix + "/l/";
  }

  String life(InstanceId id) {
    return lives() + id.value();
  }

  String deaths() {
    return prefix + "/x/";
  }

  String death(InstanceId id) {
    return deaths() + id.value();
  }

  String definitions() {
    return prefix + "/d/";
  }

  String large() {
    return prefix + "/b/";
  }

  String parts() {
    return prefix + "/p/";
  }

  String parts(String hash) {
    return parts() + hash + "/";
  }

  String replicas() {
    return prefix + "/r/";
  }

  String epoch() {
    return prefix + "/epoch";
  }

  String condemned() {
    return prefix + "/condemned";
  }
}
