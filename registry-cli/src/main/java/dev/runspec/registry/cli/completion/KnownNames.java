package dev.runspec.registry.cli.completion;

import java.util.List;
import java.util.Optional;

/**
 * The names that can be asked for while somebody types, as far as they can be found out in short
 * time.
 */
public interface KnownNames {

  /** The tools that are there now. */
  List<Candidate> tools();

  /** The hosts, or those that have the tool that is typed already. */
  List<Candidate> hosts(Optional<String> tool);

  /** The instances by their ids. */
  List<Candidate> instances();

  /** The agents, or those that offer the tool and are on the host that are typed already. */
  List<Candidate> agents(Optional<String> tool, Optional<String> host);

  /** The contexts of this person. */
  List<Candidate> contexts();
}
