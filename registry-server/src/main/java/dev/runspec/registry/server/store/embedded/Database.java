package dev.runspec.registry.server.store.embedded;

import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.ToolJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The SQL: a table of instances, one of the definitions that their records name, one of numbers.
 * Used by one thread at a time.
 */
final class Database implements AutoCloseable {

  static final String INSERT_DEFINITION =
      "insert or replace into definition (hash, document) values (?, ?)";

  /** Few enough to take little memory, enough to keep all processors busy. */
  private static final int ROWS_TOGETHER = 1024;

  private static final String COLUMNS =
      """
      id, document, document_sum, registered_at, heard, last_heard, standing, since, draining,
        status_sum
      """;

  private final Connection connection;
  private final Statement control;
  private final PreparedStatement delete;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement insertDefinition;
  private final PreparedStatement deleteDefinition;
  private final PreparedStatement replaceNumber;

  private Database(Connection connection) throws SQLException {
    this.connection = connection;
    this.control = connection.createStatement();
    this.delete = connection.prepareStatement("delete from instance where id = ?");
    this.insert =
        connection.prepareStatement(
            """
            insert into instance (registered_at, heard, last_heard, standing, since, draining,
              status_sum, id, document, document_sum) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    this.update =
        connection.prepareStatement(
            """
            update instance set registered_at = ?, heard = ?, last_heard = ?, standing = ?,
              since = ?, draining = ?, status_sum = ? where id = ?
            """);
    this.insertDefinition = connection.prepareStatement(INSERT_DEFINITION);
    this.deleteDefinition = connection.prepareStatement("delete from definition where hash = ?");
    this.replaceNumber =
        connection.prepareStatement("insert or replace into number (name, value) values (?, ?)");
  }

  /**
   * Opens the file; one that holds nothing is prepared if it may be a new one, and refused
   * otherwise.
   */
  static Database open(Path file, boolean mayBeNew) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = 5000");
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = full");
      }
      Schema.prepare(connection, mayBeNew);
      return new Database(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Refuses a file whose pages do not fit together. */
  void check() throws SQLException {
    Schema.check(control);
  }

  void limitPages(int pages) throws SQLException {
    control.execute("pragma max_page_count = " + pages);
  }

  void begin() throws SQLException {
    control.execute("begin immediate");
  }

  void commit() throws SQLException {
    control.execute("commit");
  }

  /** Writes a row; returns how many it replaced, 0 or 1. */
  int put(Row row) throws SQLException {
    int replaced = remove(row.id());
    bind(insert, row.status(), row.statusSum(), row.id());
    insert.setString(9, row.document());
    insert.setLong(10, row.documentSum());
    insert.executeUpdate();
    return replaced;
  }

  /** Writes how an instance stands, if it is there. */
  void mark(String id, Row.Status status) throws SQLException {
    bind(update, status, status.sum(id), id);
    update.executeUpdate();
  }

  /** Removes a row; returns how many there were, 0 or 1. */
  int remove(String id) throws SQLException {
    delete.setString(1, id);
    return delete.executeUpdate();
  }

  private static void bind(PreparedStatement statement, Row.Status status, long sum, String id)
      throws SQLException {
    statement.setLong(1, status.registeredAt());
    statement.setLong(2, status.heard());
    statement.setLong(3, status.lastHeard());
    statement.setString(4, status.standing());
    statement.setLong(5, status.since());
    statement.setInt(6, status.draining());
    statement.setLong(7, sum);
    statement.setString(8, id);
  }

  /** Hands all rows over, in no order and some at a time. */
  void rows(Consumer<List<Row>> consumer) throws SQLException {
    List<Row> together = new ArrayList<>();
    try (ResultSet result = control.executeQuery("select " + COLUMNS + " from instance")) {
      while (result.next()) {
        together.add(row(result));
        if (together.size() == ROWS_TOGETHER) {
          consumer.accept(together);
          together.clear();
        }
      }
    }
    if (!together.isEmpty()) {
      consumer.accept(together);
    }
  }

  /** The row of this instance; null if there is none. */
  @Nullable Row row(String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select " + COLUMNS + " from instance where id = ?")) {
      select.setString(1, id);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? row(result) : null;
      }
    }
  }

  private static Row row(ResultSet result) throws SQLException {
    return new Row(
        result.getString(1),
        result.getString(2),
        result.getLong(3),
        new Row.Status(
            result.getLong(4),
            result.getLong(5),
            result.getLong(6),
            result.getString(7),
            result.getLong(8),
            result.getInt(9)),
        result.getLong(10));
  }

  void putDefinition(ToolDefinition definition) throws SQLException {
    insertDefinition.setString(1, definition.hash());
    insertDefinition.setString(2, definition.document().text());
    insertDefinition.executeUpdate();
  }

  void removeDefinition(ToolDefinition definition) throws SQLException {
    deleteDefinition.setString(1, definition.hash());
    deleteDefinition.executeUpdate();
  }

  /** All definitions by their hashes; refuses one that is not as it was written. */
  Map<String, ToolDefinition> definitions() throws SQLException {
    Map<String, ToolDefinition> definitions = new HashMap<>();
    try (ResultSet result = control.executeQuery("select hash, document from definition")) {
      while (result.next()) {
        String hash = result.getString(1);
        definitions.put(hash, definition(hash, result.getString(2)));
      }
    }
    return definitions;
  }

  /** The hash is the checksum. */
  private static ToolDefinition definition(String hash, String document) {
    try {
      ToolDefinition read = ToolJson.read(document.getBytes(StandardCharsets.UTF_8)).definition();
      if (read.hash().equals(hash)) {
        return read;
      }
    } catch (InvalidDocument e) {
      throw new StoreUnavailable(
          "the definition " + hash + " cannot be read: " + e.getMessage(), e);
    }
    throw new StoreUnavailable("the definition " + hash + " is damaged");
  }

  /** The number of this name. */
  long number(String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select value from number where name = ?")) {
      select.setString(1, name);
      try (ResultSet result = select.executeQuery()) {
        if (!result.next()) {
          throw new SQLException("the number " + name + " is missing");
        }
        return result.getLong(1);
      }
    }
  }

  void setNumber(String name, long value) throws SQLException {
    replaceNumber.setString(1, name);
    replaceNumber.setLong(2, value);
    replaceNumber.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
