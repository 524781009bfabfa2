package dev.runspec.registry.server.resource;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.server.http.FieldError;
import dev.runspec.registry.server.http.Handler;
import dev.runspec.registry.server.http.Refusal;
import java.time.Duration;

/** What the core says no with, in the words of HTTP. */
final class CoreRefusals {

  /** A full disk may have room again, and a lost one be back, after about this long. */
  private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

  private CoreRefusals() {}

  /** The same handler, whose refusals are all {@link Refusal}s. */
  static Handler told(Handler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (InvalidDocument e) {
        throw Refusal.invalid(
            e.faults().stream()
                .map(fault -> new FieldError(fault.pointer(), fault.message()))
                .toList());
      } catch (StoreUnavailable e) {
        throw new Refusal(
                ErrorCode.STORE_UNAVAILABLE,
                "Nothing was changed, for the store takes no writes: " + e.getMessage())
            .retryAfter(STORE_PAUSE);
      }
    };
  }
}
