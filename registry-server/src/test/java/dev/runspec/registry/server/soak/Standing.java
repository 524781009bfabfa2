package dev.runspec.registry.server.soak;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Tool;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an instance stands after some writes.
 *
 * @param registered the number of the write that registered it; 0 if nobody knows it
 * @param tools the number of the write that published its tools; 0 for none
 * @param state live, draining or gone
 */
record Standing(int registered, int tools, InstanceState state) {

  /** Nobody knows it. */
  static final Standing NOTHING = new Standing(0, 0, InstanceState.GONE);

  private static final Pattern WRITE = Pattern.compile("as of write ([0-9]+)");

  /** Two tools that all have, and one of this write only. */
  static String tools(String id, int write) {
    return """
        [{"name":"check","description":"Looks whether all is well"},\
        {"name":"restart","description":"Starts the service again","x-autonomy":"confirm"},\
        {"name":"tool-%d","description":"Does its work on %s as of write %d","x-command":"/opt/bin/tool",\
        "inputSchema":{"type":"object","properties":{"n":{"type":"integer","maximum":%d}}}}]"""
        .formatted(Math.abs(id.hashCode() % 40), id, write, write);
  }

  /** What is shown. */
  static Standing of(Instance shown) {
    List<Tool> tools = shown.registration().publishedTools();
    int write = 0;
    if (!tools.isEmpty()) {
      Matcher found = WRITE.matcher(tools.getLast().document().text());
      write = found.find() && tools.size() == 3 ? Integer.parseInt(found.group(1)) : -1;
    }
    return new Standing(Integer.parseInt(shown.registration().version()), write, shown.state());
  }

  Standing publishing(int write) {
    return new Standing(registered, write, state);
  }

  Standing standing(InstanceState now) {
    return new Standing(registered, tools, now);
  }

  boolean isGone() {
    return state == InstanceState.GONE;
  }
}
