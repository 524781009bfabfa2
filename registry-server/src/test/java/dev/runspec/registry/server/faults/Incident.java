package dev.runspec.registry.server.faults;

/**
 * When something was broken.
 *
 * @param begin when it broke
 * @param end when it was whole again
 */
record Incident(long begin, long end) {}
