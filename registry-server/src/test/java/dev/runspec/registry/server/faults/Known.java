package dev.runspec.registry.server.faults;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Tool;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry may know of an instance.
 *
 * @param registered the number of the write that registered it; 0 if nobody knows it
 * @param tools the number of the write that published its tools; 0 for none
 * @param isDrained whether an operator took it out
 * @param isGone whether it left
 */
record Known(int registered, int tools, boolean isDrained, boolean isGone) {

  static final Known NOTHING = new Known(0, 0, false, false);

  private static final Pattern WRITE = Pattern.compile("as of write ([0-9]+)");

  /** The tools that this write publishes: two that all agents have, and one of this write only. */
  static String tools(int agent, int write) {
    return """
        [{"name":"check","description":"Looks whether all is well"},\
        {"name":"restart","description":"Starts the service again","x-autonomy":"confirm"},\
        {"name":"tool-%d","description":"Does its work as of write %d","x-command":"/opt/bin/tool"}]"""
        .formatted(agent % 40, write);
  }

  /** What is shown. */
  static Known of(Instance shown) {
    List<Tool> tools = shown.registration().publishedTools();
    int write = 0;
    if (!tools.isEmpty()) {
      Matcher found = WRITE.matcher(tools.getLast().document().text());
      write = found.find() && tools.size() == 3 ? Integer.parseInt(found.group(1)) : -1;
    }
    return new Known(
        Integer.parseInt(shown.registration().version()),
        write,
        shown.state() == InstanceState.DRAINING,
        shown.state() == InstanceState.GONE);
  }

  Known registering(int write, boolean withTools) {
    return new Known(write, withTools ? write : 0, false, false);
  }

  Known publishing(int write) {
    return registered == 0 ? this : new Known(registered, write, isDrained, false);
  }

  Known draining(boolean drained) {
    return registered == 0 ? this : new Known(registered, tools, drained, isGone);
  }

  Known leaving() {
    return registered == 0 ? this : new Known(registered, tools, isDrained, true);
  }

  Known beating() {
    return new Known(registered, tools, isDrained, false);
  }

  /** Whether an instance of which this is known is shown like that, live or stale. */
  boolean isShownAs(Instance shown) {
    Known other = of(shown);
    return registered == other.registered
        && tools == other.tools
        && isGone == other.isGone
        && (isGone || shown.state() == InstanceState.STALE || isDrained == other.isDrained);
  }
}
