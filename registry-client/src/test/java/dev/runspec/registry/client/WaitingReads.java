package dev.runspec.registry.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The reads that a registry keeps waiting. */
public final class WaitingReads {

  private WaitingReads() {}

  /**
   * Returns once it is so many: what only connects is lost if the registry is stopped just then.
   */
  public static void await(URI registry, int count) throws IOException, InterruptedException {
    HttpRequest metrics = HttpRequest.newBuilder(registry.resolve("/metrics")).build();
    String wanted = "registry_waiting " + count;
    HttpClient http = HttpClient.newHttpClient();
    while (http.send(metrics, BodyHandlers.ofLines()).body().noneMatch(wanted::equals)) {
      Thread.onSpinWait();
    }
  }
}
