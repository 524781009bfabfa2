package dev.runspec.registry.server.store.etcd.gateway;

/**
 * One key as it was at some revision.
 *
 * @param key the key
 * @param value its bytes; empty for a key that was deleted
 * @param createRevision since when it is there
 * @param modRevision when it was written last, or deleted
 * @param lease the lease that it lives by; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeyValue(
    String key, byte[] value, long createRevision, long modRevision, long lease) {}
