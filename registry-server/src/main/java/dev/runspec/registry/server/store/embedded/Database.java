package dev.runspec.registry.server.store.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** The SQL: one table of instances, one of numbers. Used by one thread at a time. */
final class Database implements AutoCloseable {

  private static final int VERSION = 1;

  private final Connection connection;
  private final Statement control;
  private final PreparedStatement delete;
  private final PreparedStatement insert;
  private final PreparedStatement update;
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
        prepare(statement, mayBeNew);
      }
      return new Database(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void prepare(Statement statement, boolean mayBeNew) throws SQLException {
    int version;
    try (ResultSet result = statement.executeQuery("pragma user_version")) {
      version = result.getInt(1);
    }
    if (version > VERSION) {
      throw new SQLException(
          "it was written by a newer registry (format "
              + version
              + ", this one knows "
              + VERSION
              + ")");
    }
    if (version == 0 && !mayBeNew) {
      throw new SQLException("it holds nothing, although data was kept here");
    }
    if (version == 0) {
      statement.execute("begin immediate");
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
      statement.execute("create table number (name text primary key, value integer not null)");
      statement.execute("insert into number values ('instances', 0), ('revision', 0)");
      statement.execute("pragma user_version = " + VERSION);
      statement.execute("commit");
    }
  }

  /** Refuses a file whose pages do not fit together. */
  void check() throws SQLException {
    try (ResultSet result = control.executeQuery("pragma quick_check(1)")) {
      String verdict = result.getString(1);
      if (!"ok".equals(verdict)) {
        throw new SQLException(String.valueOf(verdict).replaceAll("\\s+", " "));
      }
    }
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

  void rows(Consumer<Row> consumer) throws SQLException {
    try (ResultSet result =
        control.executeQuery(
            """
            select id, document, document_sum, registered_at, heard, last_heard,
              standing, since, draining, status_sum from instance order by heard
            """)) {
      while (result.next()) {
        consumer.accept(
            new Row(
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
                result.getLong(10)));
      }
    }
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
