package dev.runspec.registry.server.soak;

import dev.runspec.registry.server.http.Wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks things up, lists, selects, walks through pages, and waits for changes. */
final class Reader implements Actor {

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"?next");

  private static final List<String> LISTS = List.of("/tools", "/hosts", "/instances");

  private static final List<String> SELECTIONS =
      List.of(
          "q=work",
          "host=host-7",
          "label=env:prod",
          "state=draining",
          "active=false",
          filter("labels.env == prod and host matches \"host-1.*\""),
          filter("name == shop or name == check"),
          filter("labels.zone == z3 and not labels.env == test"));

  private final Map<String, String> tags = new HashMap<>();

  private static String filter(String expression) {
    return "filter=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
  }

  @Override
  public Duration act(Caller caller, Gate gate) {
    Random random = caller.random();
    switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          caller.get("lookup of a tool", "/tools/tool-" + random.nextInt(41), "", 200, 404);
      case 3 -> caller.get("lookup of a tool", "/tools/check?variants=true", "", 200);
      case 4, 5 ->
          caller.get(
              "lookup of an instance",
              "/instances/agent-%03d".formatted(random.nextInt(200)),
              "",
              200,
              404);
      case 6, 7 -> again(caller, one(LISTS, random), "list", "");
      case 8, 9 -> {
        String path = one(LISTS, random) + "?" + one(SELECTIONS, random);
        // Which fields there are depends on what is listed.
        caller.get("selection", path, packed(random), 200, 422);
      }
      case 10 -> walk(caller, one(LISTS, random), "?limit=" + (5 + random.nextInt(40)));
      default ->
          again(caller, "/tools/tool-" + random.nextInt(40), "waiting read", "Prefer: wait=1\n");
    }
    return Duration.ofMillis(20 + random.nextInt(150));
  }

  /** Asks whether it is still as it was. */
  private void again(Caller caller, String path, String kind, String fields) {
    String tag = tags.get(path);
    Reply reply =
        tag == null
            ? caller.get(kind, path, packed(caller.random()), 200, 404)
            : caller.get(kind, path, fields + "If-None-Match: " + tag + "\n", 200, 304, 404);
    reply.header("etag").ifPresent(fresh -> tags.put(path, fresh));
  }

  private static void walk(Caller caller, String path, String first) {
    String query = first;
    for (int page = 0; page < 6 && !query.isEmpty(); page++) {
      Reply reply = caller.get("page of a list", path + query, "", 200);
      Matcher next = NEXT.matcher(reply.header("link").orElse(""));
      query = next.find() ? next.group(1) : "";
    }
  }

  private static String packed(Random random) {
    return random.nextBoolean() ? "Accept-Encoding: gzip\n" : "";
  }

  private static String one(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
