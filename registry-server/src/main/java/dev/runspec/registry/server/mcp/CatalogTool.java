package dev.runspec.registry.server.mcp;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;

/** One question about the catalogue that a model may ask. */
interface CatalogTool {

  /** What it is called, and what it takes. */
  OfferedTool offered();

  /**
   * The answer.
   *
   * @throws dev.runspec.registry.server.http.Refusal if an argument has no value that it can have
   */
  JsonObject answer(Catalog catalog, CatalogArguments arguments);
}
