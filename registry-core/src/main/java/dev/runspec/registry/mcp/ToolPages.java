package dev.runspec.registry.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.JsonDocument;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of tools. A cursor is the name of the last tool that was seen, so that it
 * stays good while that tool is there.
 */
final class ToolPages {

  private static final int MOST = 100;

  /** About so many characters, unless a single tool is longer. */
  private static final int LARGEST = 1 << 20;

  private ToolPages() {}

  /** The members {@code tools} and {@code nextCursor}. */
  static JsonObject page(List<OfferedTool> tools, @Nullable String cursor) {
    int start = cursor == null ? 0 : indexAfter(tools, cursor);
    List<JsonDocument> page = new ArrayList<>();
    int size = 0;
    int at = start;
    while (at < tools.size() && page.size() < MOST) {
      JsonDocument next = tools.get(at).definition();
      size += next.text().length();
      if (!page.isEmpty() && size > LARGEST) {
        break;
      }
      page.add(next);
      at++;
    }
    JsonObject result = new JsonObject().put("tools", JsonObject.array(page));
    return at < tools.size() ? result.put("nextCursor", cursor(tools.get(at - 1).name())) : result;
  }

  private static int indexAfter(List<OfferedTool> tools, String cursor) {
    for (int at = 0; at < tools.size(); at++) {
      if (cursor(tools.get(at).name()).equals(cursor)) {
        return at + 1;
      }
    }
    throw RpcFailure.parameters("cursor: expected one that this list gave; begin anew without it");
  }

  private static String cursor(String name) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
  }
}
