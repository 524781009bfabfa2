@NullMarked
package dev.runspec.registry.server.live;

import org.jspecify.annotations.NullMarked;
