package dev.runspec.registry.cli.explanation;

import dev.runspec.registry.Instance;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.cli.run.Witness.Testimony;
import java.util.Optional;

/**
 * How it stands with the host's signature.
 *
 * @param state {@code none}, {@code unchecked}, {@code verified} or {@code refused}
 * @param detail the same for people
 */
public record Signature(String state, String detail) {

  /**
   * Puts it into words.
   *
   * @param testimony what the witness said; empty when nobody asked it
   */
  static Signature of(Optional<Instance> instance, Optional<Testimony> testimony) {
    if (testimony.isPresent()) {
      return switch (testimony.get()) {
        case Testimony.Given given -> new Signature("verified", "verified");
        case Testimony.Denied denied -> new Signature("refused", denied.refusal().message());
      };
    }
    ToolsSignature there = instance.map(each -> each.registration().signature()).orElse(null);
    return there == null
        ? new Signature("none", "none")
        : new Signature(
            "unchecked", "there is one of " + there.signedAt() + "; --verify looks at it");
  }
}
