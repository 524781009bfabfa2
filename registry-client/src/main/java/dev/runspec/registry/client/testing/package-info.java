/**
 * For the tests of programs that use this library: a registry in the test's own process, and time
 * that passes when the test says so.
 *
 * <p>Enter through {@link dev.runspec.registry.client.testing.FakeRegistry}. It needs the module
 * {@code jdk.httpserver}.
 */
@NullMarked
package dev.runspec.registry.client.testing;

import org.jspecify.annotations.NullMarked;
