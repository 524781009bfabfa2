/**
 * Threads in virtual time: the product's own, blocking code runs on them, one at a time, all on one
 * thread of the machine, and takes the same course again.
 */
@NullMarked
package dev.runspec.registry.server.simulation;

import org.jspecify.annotations.NullMarked;
