package dev.runspec.registry.cli.run;

import dev.runspec.registry.command.Refusal;

/** Somebody who knows better than the registry what a host can run: the host's own signature. */
public interface Witness {

  /** What is known of this attempt; nothing that the registry says of it is believed. */
  Testimony of(Attempt attempt);

  /** What a witness says. */
  sealed interface Testimony {

    /**
     * The host has such a tool.
     *
     * @param attempt what was asked for, with the tool and the place as the host has them
     */
    record Given(Attempt attempt) implements Testimony {}

    /**
     * Nobody who may speak for the host says so.
     *
     * @param refusal why it is not run
     */
    record Denied(Refusal refusal) implements Testimony {}
  }
}
