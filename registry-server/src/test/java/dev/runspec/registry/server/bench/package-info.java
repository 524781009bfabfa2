/**
 * Load runs against a registry in a process of its own. They are started by {@code bin/benchmark},
 * not by the build.
 */
@NullMarked
package dev.runspec.registry.server.bench;

import org.jspecify.annotations.NullMarked;
