/**
 * Tools that their host signed: what is signed, in OpenSSH's own format, and whose signature
 * counts. Pure: nothing here starts a process or reads a file, and nothing here believes the
 * registry.
 *
 * <p>Enter through {@link dev.runspec.registry.signature.Verifier}, with the keys that may speak
 * for a host: {@link dev.runspec.registry.signature.KnownHosts} or {@link
 * dev.runspec.registry.signature.AllowedSigners}.
 */
@NullMarked
package dev.runspec.registry.signature;

import org.jspecify.annotations.NullMarked;
