package dev.runspec.registry.client;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.json.HostEntryJson;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.List;
import java.util.function.Function;

/**
 * {@code GET /tools}, {@code /instances} and {@code /hosts}.
 *
 * @param what which list
 * @param reader reads its body
 * @param isNarrow whether the query leaves out what an old registry would send
 * @param query what is asked for, encoded; perhaps empty
 */
record ListEndpoint<T>(
    String what, Function<byte[], List<T>> reader, boolean isNarrow, String query)
    implements Endpoint<List<T>> {

  static ListEndpoint<ToolGroup> tools(Selection selection) {
    return of("tools", ToolGroupJson::readAll, selection);
  }

  static ListEndpoint<Instance> instances(Selection selection) {
    return of("instances", InstanceJson::readAll, selection);
  }

  static ListEndpoint<HostEntry> hosts(Selection selection) {
    return of("hosts", HostEntryJson::readAll, selection);
  }

  private static <T> ListEndpoint<T> of(
      String what, Function<byte[], List<T>> reader, Selection selection) {
    return new ListEndpoint<>(what, reader, selection.isNarrow(), selection.query());
  }

  /** The same list with another query. */
  ListEndpoint<T> at(String otherQuery) {
    return new ListEndpoint<>(what, reader, isNarrow, otherQuery);
  }

  @Override
  public String operation() {
    return "list-" + what;
  }

  @Override
  public String action() {
    return "list " + what;
  }

  @Override
  public String path() {
    return "/" + what + (query.isEmpty() ? "" : "?" + query);
  }

  /**
   * A registry that names no position is older than queries: it would have ignored what was asked
   * for, and sent everything.
   */
  @Override
  public List<T> read(Answer answer) {
    if (isNarrow && answer.header(Answer.POSITION).isEmpty()) {
      throw new UnfitAnswer(
          "is too old a registry to select anything: ask for the whole list and select from that");
    }
    return reader.apply(answer.body());
  }
}
