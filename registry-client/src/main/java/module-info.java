/**
 * The SDK: look tools up, and announce an agent that is there. Enter through {@link
 * dev.runspec.registry.client.RegistryClient}.
 */
module dev.runspec.registry.client {
  requires java.net.http;
  requires static jdk.httpserver; // for the testing package only
  requires transitive dev.runspec.registry.core;
  requires static org.jspecify;

  exports dev.runspec.registry.client;
  exports dev.runspec.registry.client.testing;
}
