package dev.runspec.registry;

/**
 * One tool as one instance offers it.
 *
 * @param instance what the instance said about itself
 * @param tool the tool, one of that instance's
 */
public record Offer(Registration instance, Tool tool) {}
