package dev.runspec.registry.server.faults;

import java.util.List;

/** How it went when one thing broke. */
record Round(Fault fault, Tally.Numbers numbers, List<String> violations) {}
