/**
 * From what the registry says to the words that a remote shell gets: quoting, become methods,
 * allow-lists. Pure: nothing here starts a process, and nothing here believes the registry.
 */
@NullMarked
package dev.runspec.registry.command;

import org.jspecify.annotations.NullMarked;
