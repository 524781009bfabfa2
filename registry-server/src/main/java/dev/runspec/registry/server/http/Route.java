package dev.runspec.registry.server.http;

/**
 * One method on one path. HEAD and OPTIONS come by themselves.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param path a template such as {@code /instances/{id}/heartbeat}, or {@code /} alone; a parameter
 *     is one whole segment, and a literal segment wins over a parameter
 * @param access what it asks of its caller
 * @param handler what answers
 */
public record Route(String method, String path, Access access, Handler handler) {

  public Route {
    if (!method.matches("GET|POST|PUT|PATCH|DELETE")) {
      throw new IllegalArgumentException("route has no method of ours: " + method);
    }
    if (!path.matches("/|(/([A-Za-z0-9._~-]+|\\{[a-z_]+}))+")) {
      throw new IllegalArgumentException("route has no path of ours: " + path);
    }
  }

  public static Route get(String path, Access access, Handler handler) {
    return new Route("GET", path, access, handler);
  }

  public static Route post(String path, Access access, Handler handler) {
    return new Route("POST", path, access, handler);
  }

  public static Route delete(String path, Access access, Handler handler) {
    return new Route("DELETE", path, access, handler);
  }
}
