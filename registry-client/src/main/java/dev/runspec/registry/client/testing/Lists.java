package dev.runspec.registry.client.testing;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.catalog.InstanceTag;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.catalog.Slot;
import dev.runspec.registry.catalog.View;
import dev.runspec.registry.json.InstanceJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /tools}, {@code /hosts} and {@code /instances}, selected and in pages. */
final class Lists {

  private static final String SEPARATOR = "\0";

  private Lists() {}

  static Answer tools(Request request, Catalog catalog) {
    Selection selection = Selection.of(request, true);
    Page page = new Page(selection);
    String last = cursor(request);
    for (Group group :
        selection.view(catalog).groupsAfter(last == null ? null : new ToolName(last))) {
      Representation body =
          selection.isNarrow()
              ? group.bodyOf(offer -> selection.fits(catalog.member(offer.instance().id())))
              : group.body();
      if (body != null && !page.add(group.name().value(), body, null)) {
        break;
      }
    }
    return page.answer(request, false);
  }

  static Answer hosts(Request request, Catalog catalog) {
    Selection selection = Selection.of(request, true);
    View view = selection.view(catalog);
    Page page = new Page(selection);
    String last = cursor(request);
    List<Member> speakers = view.speakersAfter(last == null ? null : slot(last)).toList();
    for (Member speaker : speakers) {
      String key = speaker.slot().host() + SEPARATOR + speaker.slot().name();
      if (selection.fits(speaker) && !page.add(key, view.hostEntry(speaker), null)) {
        break;
      }
    }
    return page.answer(request, false);
  }

  static Answer instances(Request request, Catalog catalog) {
    Selection selection = Selection.of(request, false);
    Page page = new Page(selection);
    String last = cursor(request);
    for (Member member : catalog.membersAfter(last == null ? null : new InstanceId(last))) {
      if ((member.isLive() || !selection.isActiveOnly()) && selection.fits(member)) {
        Representation body = Representation.of(InstanceJson.write(member.instance()));
        if (!page.add(member.id().value(), body, member)) {
          break;
        }
      }
    }
    return page.answer(request, true);
  }

  private static Slot slot(String cursor) {
    int separator = cursor.indexOf(SEPARATOR);
    if (separator < 0) {
      throw Refusal.invalid("query parameter cursor: expected one of this list");
    }
    return new Slot(
        new HostName(cursor.substring(0, separator)), cursor.substring(separator + 1), 0);
  }

  private static @Nullable String cursor(Request request) {
    Optional<String> cursor = request.first("cursor");
    try {
      return cursor
          .map(text -> new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("query parameter cursor: expected one that was given before");
    }
  }

  /** What goes into one answer. */
  private static final class Page {

    private final int limit;
    private final List<Representation> bodies = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private String last = "";
    private boolean isMore;

    Page(Selection selection) {
      this.limit = selection.limit();
    }

    /** Takes one entry; false if it is full. */
    boolean add(String key, Representation body, @Nullable Member member) {
      if (bodies.size() == limit) {
        isMore = true;
        return false;
      }
      bodies.add(body);
      last = key;
      if (member != null) {
        members.add(member);
      }
      return true;
    }

    Answer answer(Request request, boolean isWeak) {
      Representation array = Representation.array(bodies);
      Answer answer =
          Answer.json(200, array.bytes())
              .tagged(isWeak ? InstanceTag.of(members) : array.etag(), request);
      return isMore ? answer.with("Link", "<" + next(request) + ">; rel=\"next\"") : answer;
    }

    private String next(Request request) {
      List<String> parameters = new ArrayList<>();
      request
          .query()
          .forEach(
              (name, values) -> {
                if (!name.equals("cursor")) {
                  values.forEach(value -> parameters.add(encoded(name) + "=" + encoded(value)));
                }
              });
      parameters.add(
          "cursor="
              + Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(last.getBytes(StandardCharsets.UTF_8)));
      return "?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
