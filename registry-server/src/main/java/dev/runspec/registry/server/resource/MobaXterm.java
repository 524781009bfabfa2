package dev.runspec.registry.server.resource;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;

/** The session list of MobaXterm: an INI section whose values are fields between hash signs. */
final class MobaXterm {

  private static final String HEAD = "[Bookmarks]\nSubRep=runspec\nImgNum=42\n\n";

  private MobaXterm() {}

  static String sessions(Catalog catalog, String user) {
    StringBuilder sessions = new StringBuilder(HEAD);
    for (Member member : catalog.live().speakers()) {
      String name = field(member.registration().name());
      String host = field(member.registration().host().value());
      sessions
          .append(atLineStart(name + " (" + host + ")"))
          .append(" =#109#0#" + host + "#22#" + field(user))
          .append("##-1#0#0#0#1080##0#0#0#-1#0#0#0#0\n");
    }
    return sessions.toString();
  }

  /** There, a bracket would begin a section, and a semicolon a comment. */
  private static String atLineStart(String text) {
    return text.replaceFirst("^(\\s*)[\\[;]", "$1_");
  }

  /** A text that cannot break out of its field. */
  private static String field(String text) {
    return text.replaceAll("[#=\\p{Cntrl}\\u0085\\u2028\\u2029]", "_");
  }
}
