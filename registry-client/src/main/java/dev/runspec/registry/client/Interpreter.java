package dev.runspec.registry.client;

import dev.runspec.registry.json.InvalidDocument;
import java.time.InstantSource;

/** What an answer, or that none came, means to the one who asked. */
final class Interpreter {

  private final Redaction redaction;
  private final InstantSource clock;

  Interpreter(Redaction redaction, InstantSource clock) {
    this.redaction = redaction;
    this.clock = clock;
  }

  /**
   * What the answer says.
   *
   * @throws RegistryException if that is no good
   */
  <T> T value(Endpoint<T> endpoint, RegistryAddress address, Answer answer) {
    if (!endpoint.isAnswer(answer.status())) {
      Refusal refusal = Refusal.of(answer, clock).redacted(redaction);
      return endpoint.unless(
          new RegistryRefused(
              endpoint.action(), address + " refused: " + refusal.sentence(), refusal));
    }
    try {
      return endpoint.read(answer);
    } catch (InvalidDocument e) {
      throw invalid(
          endpoint,
          address,
          "answered what no registry answers: "
              + e.getMessage()
              + "; is this the address of a registry?");
    } catch (UnfitAnswer e) {
      throw invalid(endpoint, address, String.valueOf(e.getMessage()));
    }
  }

  /** Why there is no answer. */
  RegistryException silence(Endpoint<?> endpoint, RegistryAddress address, Throwable cause) {
    if (cause instanceof BoundedBody.TooLarge) {
      return new RegistryAnswerInvalid(endpoint.action(), address + " " + cause.getMessage(), true);
    }
    if (cause instanceof BoundedBody.Unfit || cause instanceof UnfitAnswer) {
      return invalid(endpoint, address, String.valueOf(cause.getMessage()));
    }
    Unreachability reason = Unreachability.of(cause);
    return new RegistryUnreachable(
        endpoint.action(), address + " " + redaction.of(reason.sentence(cause)), cause, reason);
  }

  private RegistryAnswerInvalid invalid(
      Endpoint<?> endpoint, RegistryAddress address, String sentence) {
    return new RegistryAnswerInvalid(endpoint.action(), address + " " + redaction.of(sentence));
  }
}
