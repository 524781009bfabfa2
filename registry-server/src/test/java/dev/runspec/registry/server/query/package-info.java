@NullMarked
package dev.runspec.registry.server.query;

import org.jspecify.annotations.NullMarked;
