package dev.runspec.registry.server.http;

/** What answers a call. It refuses by throwing {@link Refusal}. */
@FunctionalInterface
public interface Handler {

  Answer handle(Call call);
}
