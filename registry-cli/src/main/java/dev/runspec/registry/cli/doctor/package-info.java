/**
 * Looks for what keeps runs from working, and says what to do about it. It runs no tool, and
 * changes nothing.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.doctor.RegistryDoctor} and {@link
 * dev.runspec.registry.cli.doctor.HostDoctor}.
 */
@NullMarked
package dev.runspec.registry.cli.doctor;

import org.jspecify.annotations.NullMarked;
