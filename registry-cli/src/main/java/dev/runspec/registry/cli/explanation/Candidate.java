package dev.runspec.registry.cli.explanation;

import dev.runspec.registry.Instance;

/**
 * An instance of the host that publishes the tool, too, and is not the one that is run.
 *
 * @param instance the instance
 * @param why why not
 */
public record Candidate(Instance instance, String why) {}
