/**
 * What the tools of one host have that those of another have not.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.difference.Comparison}; {@link
 * dev.runspec.registry.cli.difference.HostTools} asks the registry for what is compared.
 */
@NullMarked
package dev.runspec.registry.cli.difference;

import org.jspecify.annotations.NullMarked;
