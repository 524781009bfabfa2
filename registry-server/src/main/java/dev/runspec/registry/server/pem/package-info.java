/** Keys and certificates as files hold them. */
@NullMarked
package dev.runspec.registry.server.pem;

import org.jspecify.annotations.NullMarked;
