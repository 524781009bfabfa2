package dev.runspec.registry.client;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code GET /export/…}. */
record ExportEndpoint(ExportFormat format, @Nullable String user, @Nullable Integer port)
    implements Endpoint<String> {

  @Override
  public String operation() {
    return "export";
  }

  @Override
  public String action() {
    return "export hosts for " + format.wireName();
  }

  @Override
  public String path() {
    String path = "/export/" + format.wireName();
    if (port != null) {
      return path + "?port=" + port;
    }
    return user == null ? path : path + "?user=" + PercentEncoding.queryValue(user);
  }

  @Override
  public String accept() {
    return "*/*";
  }

  @Override
  public String read(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
