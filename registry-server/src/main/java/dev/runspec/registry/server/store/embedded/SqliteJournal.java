package dev.runspec.registry.server.store.embedded;

import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.RecordReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The journal in a SQLite file: every call is one transaction, and one flush. After any error the
 * connection is made anew, which is how SQLite gets over a full disk.
 */
public final class SqliteJournal implements Journal {

  private static final Logger LOG = System.getLogger(SqliteJournal.class.getName());

  /** Revisions are promised in blocks, so that not each one has to be written. */
  private static final long BLOCK = 1 << 20;

  private final DataFolder folder;
  private final LongAdder flushes = new LongAdder();
  private @Nullable Database database;
  private References references = new References();

  /** Whose tools the file may have in another way than {@link #references}, after an error. */
  private final Set<String> doubtful = new HashSet<>();

  private long promised;
  private long count;

  private SqliteJournal(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * Takes a data folder for this process.
   *
   * @throws StoreUnavailable if it cannot be used or another process has it
   */
  public static SqliteJournal in(Path folder) {
    // The driver unpacks its native library; /tmp may forbid to run what lies there.
    DataFolder taken = DataFolder.take(folder);
    if (System.getProperty("org.sqlite.tmpdir") == null) {
      System.setProperty("org.sqlite.tmpdir", folder.toString());
    }
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      taken.close();
      throw new StoreUnavailable(
          "the SQLite library cannot be unpacked into "
              + System.getProperty("org.sqlite.tmpdir")
              + " and loaded: make room there and let programs run from there, or name another"
              + " folder with -Dorg.sqlite.tmpdir=FOLDER",
          e);
    }
    return new SqliteJournal(taken);
  }

  @Override
  public Recovered recover() {
    folder.refuseVanishedData();
    try {
      Database opened = Database.open(folder.database(), !folder.isMarked());
      database = opened;
      opened.check();
      Map<String, ToolDefinition> definitions = opened.definitions();
      List<Member> members = members(opened, new RecordReader(definitions::get));
      count = opened.number("instances");
      if (count != members.size()) {
        throw new StoreUnavailable(
            "it should hold " + count + " instances and holds " + members.size());
      }
      long revision = opened.number("revision");
      promised = revision + BLOCK;
      references = References.of(members);
      opened.begin();
      opened.setNumber("revision", promised);
      for (ToolDefinition definition : definitions.values()) {
        if (!references.isNamed(definition)) {
          opened.removeDefinition(definition);
        }
      }
      opened.commit();
      folder.mark();
      return new Recovered(members, revision);
    } catch (SQLException | StoreUnavailable e) {
      close();
      if (e instanceof SQLiteException trouble && !isDamage(trouble)) {
        throw new StoreUnavailable(
            folder.database()
                + " cannot be opened ("
                + e.getMessage()
                + "): the data is as it was; look whether the disk is full, and who may write there",
            e);
      }
      throw new StoreUnavailable(
          folder.database()
              + " is damaged ("
              + e.getMessage()
              + "): restore it from a backup, or move it away together with README.txt to start with nothing",
          e);
    } catch (IOException e) {
      close();
      throw new StoreUnavailable("the data folder cannot be written: " + e, e);
    }
  }

  /** All instances; their records are read on all processors. */
  private static List<Member> members(Database opened, RecordReader reader) throws SQLException {
    List<Member> members = new ArrayList<>();
    opened.rows(
        rows -> members.addAll(rows.parallelStream().map(row -> row.member(reader)).toList()));
    members.sort(Comparator.comparingLong(Member::heard));
    return members;
  }

  /** A full disk is no reason to throw the data away. */
  private static boolean isDamage(SQLiteException trouble) {
    return switch (SQLiteErrorCode.getErrorCode(trouble.getErrorCode() & 0xff)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR -> true;
      default -> false;
    };
  }

  @Override
  public void write(List<Entry> entries, long revision) {
    References.Plan plan = references.plan();
    try {
      Database open = connected();
      long countAfter = count;
      long promisedAfter = revision + BLOCK / 2 > promised ? revision + BLOCK : promised;
      open.begin();
      for (Entry entry : entries) {
        String id = entry.id().value();
        if (entry instanceof Entry.Put put) {
          countAfter += 1 - open.put(Row.of(put.member()));
          plan.put(id, put.member().registration().publishedTools());
        } else if (entry instanceof Entry.Mark mark) {
          open.mark(id, Row.Status.of(mark.member()));
        } else {
          countAfter -= open.remove(id);
          plan.remove(id);
        }
      }
      for (ToolDefinition definition : plan.added()) {
        open.putDefinition(definition);
      }
      for (ToolDefinition definition : plan.dropped()) {
        open.removeDefinition(definition);
      }
      if (countAfter != count) {
        open.setNumber("instances", countAfter);
      }
      if (promisedAfter != promised) {
        open.setNumber("revision", promisedAfter);
      }
      open.commit();
      flushes.increment();
      count = countAfter;
      promised = promisedAfter;
      plan.commit();
    } catch (SQLException | StoreUnavailable e) {
      abandon(plan);
      throw new StoreUnavailable(
          folder.database() + " cannot be written (" + e.getMessage() + ")", e);
    } catch (RuntimeException | Error e) {
      abandon(plan);
      throw e;
    }
  }

  /** Whether it was committed is not known before the file is read again. */
  private void abandon(References.Plan plan) {
    doubtful.addAll(plan.ids());
    disconnect();
  }

  /** How often something was flushed to the disk. */
  public long flushes() {
    return flushes.sum();
  }

  /** Lets the file grow no further on this connection, as a full disk would. */
  void limitPages(int pages) throws SQLException {
    connected().limitPages(pages);
  }

  private Database connected() throws SQLException {
    Database open = database;
    if (open == null) {
      open = Database.open(folder.database(), false);
      database = open;
      count = open.number("instances");
      promised = open.number("revision");
      lookAgain(open);
    }
    return open;
  }

  /** Follows the file where it was in doubt. */
  private void lookAgain(Database open) throws SQLException {
    if (!doubtful.isEmpty()) {
      RecordReader reader = new RecordReader(open.definitions()::get);
      References.Plan found = references.plan();
      for (String id : doubtful) {
        Row row = open.row(id);
        found.put(id, row == null ? List.of() : row.registration(reader).publishedTools());
      }
      found.commit();
      doubtful.clear();
    }
  }

  private void disconnect() {
    Database open = database;
    database = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.log(Level.WARNING, () -> "closing the database failed: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    disconnect();
    folder.close();
  }
}
