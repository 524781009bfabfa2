package dev.runspec.registry.engine;

import static dev.runspec.registry.engine.AtOnce.AGENTS;
import static dev.runspec.registry.engine.AtOnce.INTERVALS;
import static dev.runspec.registry.engine.AtOnce.STEP;

import dev.runspec.registry.catalog.Member.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the engine does, said in the simplest way, for one caller at a time. */
public class OneAfterTheOther {

  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final List<String> changes = new ArrayList<>();
  private Duration now = Duration.ZERO;

  public OneAfterTheOther() {
    String unused = register(0, 1) + register(1, 0);
    now = AtOnce.START;
  }

  private static final class Entry {
    private Standing standing = Standing.LIVE;
    private boolean isDraining;
    private @Nullable List<String> tools;
    private Duration end = Duration.ZERO;

    List<String> offered() {
      return tools == null ? List.of() : tools;
    }
  }

  public final String register(int agent, int choice) {
    expire();
    Entry entry = new Entry();
    entry.tools = choice == 0 ? null : List.of(AtOnce.offered(choice));
    entries.put(AGENTS.get(agent), entry);
    hear(agent, entry);
    change("registered", agent);
    return "done";
  }

  public String publish(int agent, int choice) {
    Entry entry = known(agent);
    if (entry == null) {
      return "UNKNOWN";
    }
    entry.tools = List.of(AtOnce.offered(choice));
    hear(agent, entry);
    change("tools", agent);
    return "DONE";
  }

  public String beat(int agent) {
    Entry entry = known(agent);
    if (entry == null) {
      return "UNKNOWN";
    }
    if (entry.standing != Standing.LIVE) {
      change("live", agent);
    }
    hear(agent, entry);
    return "DONE";
  }

  public String drain(int agent) {
    return drain(agent, true, "draining");
  }

  public String undrain(int agent) {
    return drain(agent, false, "live");
  }

  private String drain(int agent, boolean drained, String told) {
    Entry entry = known(agent);
    if (entry == null) {
      return "UNKNOWN";
    }
    if (entry.isDraining != drained) {
      entry.isDraining = drained;
      change(
          switch (entry.standing) {
            case LIVE -> told;
            case STALE -> "stale";
            case GONE -> "deregistered";
          },
          agent);
    }
    return "DONE";
  }

  public String deregister(int agent) {
    Entry entry = known(agent);
    if (entry == null) {
      return "UNKNOWN";
    }
    if (entry.standing != Standing.GONE) {
      entry.standing = Standing.GONE;
      change("deregistered", agent);
    }
    return "DONE";
  }

  public String forget(int agent) {
    Entry entry = known(agent);
    if (entry == null || entry.standing == Standing.LIVE) {
      return entry == null ? "nobody" : "lives";
    }
    entries.remove(AGENTS.get(agent));
    change("reaped", agent);
    return "forgotten";
  }

  public String look(int agent) {
    Entry entry = known(agent);
    return entry == null ? "nobody" : told(AGENTS.get(agent), entry);
  }

  public String lookAtAll() {
    expire();
    StringBuilder all = new StringBuilder("revision " + changes.size());
    TreeSet<String> tools = new TreeSet<>();
    entries.forEach(
        (id, entry) -> {
          all.append(", ").append(told(id, entry));
          if (entry.standing == Standing.LIVE && !entry.isDraining) {
            tools.addAll(entry.offered());
          }
        });
    return all.append(", tools ").append(tools.size()).toString();
  }

  public String changes() {
    expire();
    return inOrder(changes);
  }

  public void passTime() {
    now = now.plus(STEP);
  }

  private @Nullable Entry known(int agent) {
    expire();
    return entries.get(AGENTS.get(agent));
  }

  private void hear(int agent, Entry entry) {
    entry.standing = Standing.LIVE;
    entry.end = now.plus(INTERVALS.get(agent).multipliedBy(3));
  }

  private void expire() {
    for (int agent = 0; agent < AGENTS.size(); agent++) {
      Entry entry = entries.get(AGENTS.get(agent));
      if (entry != null && entry.standing == Standing.LIVE && now.compareTo(entry.end) >= 0) {
        entry.standing = Standing.STALE;
        change("stale", agent);
      }
    }
  }

  private void change(String kind, int agent) {
    changes.add(kind + " " + AGENTS.get(agent));
  }

  private static String told(String id, Entry entry) {
    return id + " " + entry.standing + (entry.isDraining ? " drained" : "") + " " + entry.offered();
  }

  /** These changes; of those that fall silent one after the other, nobody says who is first. */
  static String inOrder(List<String> changes) {
    List<String> ordered = new ArrayList<>();
    int silent = 0;
    for (String change : changes) {
      silent = change.startsWith("stale") ? silent + 1 : 0;
      ordered.add(change);
      Collections.sort(ordered.subList(ordered.size() - silent, ordered.size()));
    }
    return String.join(", ", ordered);
  }
}
