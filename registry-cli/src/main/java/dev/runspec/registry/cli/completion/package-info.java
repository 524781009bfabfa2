/**
 * What may come next on a command line that somebody is typing.
 *
 * <p>Enter through {@link dev.runspec.registry.cli.completion.Completer}. The scripts for the
 * shells are resources beside this package; they only hand words over and take candidates back.
 * Names from a registry are not trusted: one that a shell or terminal could take for something else
 * than a name is quoted or left out, in here.
 */
@NullMarked
package dev.runspec.registry.cli.completion;

import org.jspecify.annotations.NullMarked;
