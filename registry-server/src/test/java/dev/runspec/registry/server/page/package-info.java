/** The live page in a real browser. */
@NullMarked
package dev.runspec.registry.server.page;

import org.jspecify.annotations.NullMarked;
