package dev.runspec.registry.cli.policy;

/**
 * A part of a decision.
 *
 * @param where the rule, as {@code FILE:LINE}, or what there is in the place of one
 * @param what what it comes to
 */
public record Reason(String where, String what) {}
