package dev.runspec.registry.server.faults;

import java.util.List;

/**
 * How it went when one thing broke.
 *
 * @param isOnlyLate whether there are violations, and all of them are of promises about time
 */
record Round(Fault fault, Tally.Numbers numbers, List<String> violations, boolean isOnlyLate) {}
