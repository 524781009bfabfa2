package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Some tools: one that echoes, one that waits to be cancelled, and as many more as a test wants.
 */
final class ScriptedTools implements Toolbox {

  final CountDownLatch waiting = new CountDownLatch(MOST_WAITING);
  final CountDownLatch interrupted = new CountDownLatch(1);
  private static final int MOST_WAITING = 1;

  private final List<OfferedTool> tools = new ArrayList<>();

  ScriptedTools(int more) {
    offer("echo");
    offer("wait");
    for (int at = 0; at < more; at++) {
      offer("tool-" + at);
    }
  }

  private void offer(String name) {
    tools.add(
        new OfferedTool(
            name,
            new JsonObject()
                .put("name", name)
                .put("inputSchema", new JsonObject().put("type", "object"))
                .document()));
  }

  @Override
  public ServerInfo server() {
    return new ServerInfo("scripted", "1", "Do as you are told.");
  }

  @Override
  public boolean tellsChanges() {
    return true;
  }

  @Override
  public Duration freshness() {
    return Duration.ofSeconds(5);
  }

  @Override
  public List<OfferedTool> tools() {
    return tools;
  }

  @Override
  public CallResult call(String tool, JsonDocument arguments, ProgressLines progress)
      throws InterruptedException {
    switch (tool) {
      case "echo" -> {
        progress.line("one");
        progress.line("two");
        String said =
            Values.string(Documents.members(arguments).getOrDefault("text", Message.NO_ID))
                .orElse("");
        return new CallResult(said, arguments, false, Map.of("length", Message.NO_ID));
      }
      case "wait" -> {
        waiting.countDown();
        try {
          new CountDownLatch(1).await();
          throw new AssertionError("nobody counts it down");
        } catch (InterruptedException e) {
          interrupted.countDown();
          throw e;
        }
      }
      case "break" -> throw new IllegalStateException("a secret");
      default -> throw RpcFailure.unknownTool(tool);
    }
  }
}
