package dev.runspec.registry.server.store.embedded;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.json.RecordJson;
import dev.runspec.registry.json.RegistrationJson;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables, and how those of an earlier release become them. In format 1, each record held the
 * whole documents of its tools; since format 2, it names their definitions.
 */
final class Schema {

  private static final System.Logger LOG = System.getLogger(Schema.class.getName());

  private static final int FORMAT = 2;

  private static final String DEFINITIONS =
      "create table definition (hash text primary key, document text not null)";

  private Schema() {}

  /** Sees to it that the file has these tables, all of them or, if that fails, what it had. */
  static void prepare(Connection connection, boolean mayBeNew) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int format;
      try (ResultSet result = statement.executeQuery("pragma user_version")) {
        format = result.getInt(1);
      }
      if (format > FORMAT) {
        throw new SQLException(
            "it was written by a newer registry (format "
                + format
                + ", this one knows "
                + FORMAT
                + ")");
      }
      if (format == 0 && !mayBeNew) {
        throw new SQLException("it holds nothing, although data was kept here");
      }
      if (format == FORMAT) {
        return;
      }
      if (format == 1) {
        check(statement);
      }
      statement.execute("begin immediate");
      if (format == 0) {
        create(statement);
      } else {
        nameDefinitions(connection, statement);
      }
      statement.execute("pragma user_version = " + FORMAT);
      statement.execute("commit");
      if (format == 1) {
        LOG.log(Level.INFO, "the data was brought from format 1 to " + FORMAT);
      }
    }
  }

  /** Refuses a file whose pages do not fit together. */
  static void check(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("pragma quick_check(1)")) {
      String verdict = result.getString(1);
      if (!"ok".equals(verdict)) {
        throw new SQLException(String.valueOf(verdict).replaceAll("\\s+", " "));
      }
    }
  }

  private static void create(Statement statement) throws SQLException {
    statement.execute(
        """
        create table instance (
          id text primary key,
          document text not null,
          document_sum integer not null,
          registered_at integer not null,
          heard integer not null,
          last_heard integer not null,
          standing text not null,
          since integer not null,
          draining integer not null,
          status_sum integer not null
        )
        """);
    statement.execute(DEFINITIONS);
    statement.execute("create table number (name text primary key, value integer not null)");
    statement.execute("insert into number values ('instances', 0), ('revision', 0)");
  }

  private static void nameDefinitions(Connection connection, Statement statement)
      throws SQLException {
    statement.execute(DEFINITIONS);
    List<Long> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery("select rowid from instance")) {
      while (result.next()) {
        rows.add(result.getLong(1));
      }
    }
    Set<ToolDefinition> kept = new HashSet<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select id, document, document_sum from instance where rowid = ?");
        PreparedStatement update =
            connection.prepareStatement(
                "update instance set document = ?, document_sum = ? where rowid = ?");
        PreparedStatement insert = connection.prepareStatement(Database.INSERT_DEFINITION)) {
      for (long row : rows) {
        select.setLong(1, row);
        try (ResultSet whole = select.executeQuery()) {
          String id = whole.getString(1);
          Registration registration =
              Row.registration(id, whole.getString(2), whole.getLong(3), RegistrationJson::read);
          for (Tool tool : registration.publishedTools()) {
            ToolDefinition definition = tool.definition();
            if (kept.add(definition)) {
              insert.setString(1, definition.hash());
              insert.setString(2, definition.document().text());
              insert.executeUpdate();
            }
          }
          byte[] json = RecordJson.write(registration);
          update.setString(1, new String(json, StandardCharsets.UTF_8));
          update.setLong(2, Row.sum(id, json));
          update.setLong(3, row);
          update.executeUpdate();
        }
      }
    }
  }
}
