package dev.runspec.registry.cli.policy;

import java.util.Map;

/**
 * One rule of a policy.
 *
 * @param line where it begins
 * @param said its members as they stand there: texts, numbers, true or false, lists, a table
 * @param scope what it is about
 * @param terms what it allows there
 */
public record Rule(int line, Map<String, Object> said, Scope scope, Terms terms) {}
