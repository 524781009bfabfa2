package dev.runspec.registry.cli.output;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.cli.context.Context;
import dev.runspec.registry.cli.context.ContextName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How contexts are shown: whether there is a key, and never the key. */
public final class ContextListing {

  private ContextListing() {}

  /**
   * Contexts, a row each.
   *
   * @param inUse the name of the one in use
   */
  public static Listing<Context> of(Optional<ContextName> inUse) {
    Predicate<Context> isInUse = context -> inUse.filter(context.name()::equals).isPresent();
    return new Listing<>(
        List.of(
            Column.always("NAME", context -> context.name().value()),
            Column.always("REGISTRY", context -> context.registry().toString()),
            Column.always("KEY", context -> yesOrNothing(context.hasKey())),
            Column.<Context>always("IN USE", context -> yesOrNothing(isInUse.test(context)))
                .tinted(context -> isInUse.test(context) ? Tint.GOOD : Tint.NONE),
            Column.wide("CERTIFICATES", ContextListing::certificates)),
        context -> context.name().value(),
        context -> json(context, isInUse.test(context)));
  }

  private static String certificates(Context context) {
    Path file = context.certificates();
    return file == null ? "" : file.toString();
  }

  private static byte[] json(Context context, boolean isInUse) {
    Path file = context.certificates();
    String certificates =
        file == null ? "" : ",\"certificates\":" + JsonDocument.string(file.toString());
    return new JsonDocument(
            "{\"name\":"
                + JsonDocument.string(context.name().value())
                + ",\"registry\":"
                + JsonDocument.string(context.registry().toString())
                + ",\"has_key\":"
                + context.hasKey()
                + ",\"in_use\":"
                + isInUse
                + certificates
                + "}")
        .utf8();
  }

  private static String yesOrNothing(boolean isSo) {
    return isSo ? "yes" : "";
  }
}
