/**
 * What the registry tells its operators: metrics, the access log and the log.
 *
 * <p>Enter through {@link dev.runspec.registry.server.observe.Metrics}. Nothing here knows HTTP.
 */
@NullMarked
package dev.runspec.registry.server.observe;

import org.jspecify.annotations.NullMarked;
