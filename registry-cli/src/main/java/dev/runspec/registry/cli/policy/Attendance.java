package dev.runspec.registry.cli.policy;

/**
 * Who can say yes to a run.
 *
 * @param isSomebodyThere whether a person can be asked
 * @param isAgreed whether somebody said yes beforehand, with {@code --yes}
 */
public record Attendance(boolean isSomebodyThere, boolean isAgreed) {}
