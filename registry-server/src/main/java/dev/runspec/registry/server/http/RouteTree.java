package dev.runspec.registry.server.http;

import dev.runspec.registry.server.observe.Meter;
import dev.runspec.registry.server.observe.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The routes by their paths. A path is matched as it was sent, segment by segment, each decoded
 * exactly once: {@code a%2Fb} is one name, and neither {@code ;} nor {@code ..} means anything.
 */
final class RouteTree {

  private static final String[] NOWHERE = {};

  private final Node root = new Node();
  private final Meter unknown;
  private final Meter refused;

  RouteTree(List<Route> routes, Metrics metrics) {
    for (Route route : routes) {
      add(route, metrics);
    }
    this.unknown = metrics.meter("ANY", "unknown");
    this.refused = metrics.meter("ANY", "method-not-allowed");
  }

  private void add(Route route, Metrics metrics) {
    Node node = root;
    List<Parameter> parameters = new ArrayList<>();
    List<String> segments = List.of(route.path().substring(1).split("/", -1));
    for (int at = 0; at < segments.size(); at++) {
      String segment = segments.get(at);
      if (segment.startsWith("{")) {
        parameters.add(new Parameter(segment.substring(1, segment.length() - 1), at));
        node = node.parameter();
      } else {
        node = node.literals.computeIfAbsent(segment, unused -> new Node());
      }
    }
    Meter meter = metrics.meter(route.method(), route.path());
    Leaf leaf = new Leaf(route, List.copyOf(parameters), meter);
    if (node.leaves.putIfAbsent(route.method(), leaf) != null) {
      throw new IllegalArgumentException("route is there twice: " + route.method() + route.path());
    }
  }

  /** Finds what a request is for. */
  Match find(String method, String rawPath) {
    String[] segments = segments(rawPath);
    Node node = segments.length == 0 ? null : find(root, segments, 0);
    if (node == null) {
      return new Unknown(unknown);
    }
    Leaf leaf = node.leaves.get(method.equals("HEAD") ? "GET" : method);
    return leaf == null ? new OtherMethod(node.allow(), refused) : leaf.match(segments);
  }

  private static @Nullable Node find(Node node, String[] segments, int at) {
    if (at == segments.length) {
      return node.leaves.isEmpty() ? null : node;
    }
    Node literal = node.literals.get(segments[at]);
    if (literal != null) {
      Node found = find(literal, segments, at + 1);
      if (found != null) {
        return found;
      }
    }
    return node.parameter == null || segments[at].isEmpty()
        ? null
        : find(node.parameter, segments, at + 1);
  }

  private static String[] segments(String rawPath) {
    if (!rawPath.startsWith("/")) {
      return NOWHERE;
    }
    int count = 0;
    for (int at = 0; at < rawPath.length(); at++) {
      count += rawPath.charAt(at) == '/' ? 1 : 0;
    }
    String[] segments = new String[count];
    int start = 1;
    for (int at = 0; at < count; at++) {
      int end = rawPath.indexOf('/', start);
      segments[at] =
          PercentText.segment(rawPath.substring(start, end < 0 ? rawPath.length() : end));
      start = end + 1;
    }
    return segments;
  }

  /** What a request is for, and who counts it. */
  sealed interface Match {

    Meter meter();
  }

  /** A route, with the values of its parameters. */
  record Found(Route route, Map<String, String> parameters, Meter meter) implements Match {}

  /** A path that we know, with a method that it does not have. */
  record OtherMethod(String allow, Meter meter) implements Match {}

  /** A path that we do not know. */
  record Unknown(Meter meter) implements Match {}

  private static final class Node {

    final Map<String, Node> literals = new HashMap<>();
    final Map<String, Leaf> leaves = new HashMap<>();
    @Nullable Node parameter;

    Node parameter() {
      Node known = parameter;
      if (known == null) {
        known = new Node();
        parameter = known;
      }
      return known;
    }

    String allow() {
      TreeSet<String> methods = new TreeSet<>(leaves.keySet());
      methods.add("OPTIONS");
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      return String.join(", ", methods);
    }
  }

  private record Leaf(Route route, List<Parameter> parameters, Meter meter) {

    Found match(String[] segments) {
      if (parameters.size() == 1) {
        Parameter only = parameters.get(0);
        return new Found(route, Map.of(only.name(), segments[only.at()]), meter);
      }
      Map<String, String> values = new HashMap<>();
      for (Parameter parameter : parameters) {
        values.put(parameter.name(), segments[parameter.at()]);
      }
      return new Found(route, values, meter);
    }
  }

  private record Parameter(String name, int at) {}
}
