/**
 * What a registry is: its values, the JSON that they travel in, how commands are built, the
 * catalogue, and the engine that changes it. It knows no framework.
 */
module dev.runspec.registry.core {
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports dev.runspec.registry;
  exports dev.runspec.registry.catalog;
  exports dev.runspec.registry.command;
  exports dev.runspec.registry.engine;
  exports dev.runspec.registry.json;
  exports dev.runspec.registry.mcp;
  exports dev.runspec.registry.signature;
}
