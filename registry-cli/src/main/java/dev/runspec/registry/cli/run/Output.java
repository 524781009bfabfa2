package dev.runspec.registry.cli.run;

import java.io.OutputStream;

/**
 * Where the output of a run on several hosts goes.
 *
 * @param out for what the tools say, without a buffer
 * @param err for what they complain about and for what is said about them, likewise
 * @param isTerminal whether a person reads both as they come
 * @param isColourful whether they may be coloured
 */
public record Output(OutputStream out, OutputStream err, boolean isTerminal, boolean isColourful) {}
