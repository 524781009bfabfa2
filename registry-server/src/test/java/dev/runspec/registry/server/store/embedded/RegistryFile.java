package dev.runspec.registry.server.store.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The file as anybody sees it who has SQLite. */
public record RegistryFile(Path file) {

  /** The file in this data folder. */
  public static RegistryFile in(Path folder) {
    return new RegistryFile(folder.resolve("registry.db"));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /** The hashes of the definitions that are kept, in order. */
  public List<String> kept() throws SQLException {
    return select("select hash from definition order by hash");
  }

  /** The hashes that the records name, each once and in order. */
  public List<String> named() throws SQLException {
    return select(
        """
        select distinct json_extract(tool.value, '$[0]')
        from instance, json_each(instance.document, '$.tools') tool order by 1
        """);
  }

  /** The first column of what is found. */
  List<String> select(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        found.add(result.getString(1));
      }
    }
    return found;
  }

  void execute(String... sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }
}
