package io.kafkaconnect.intercom.quickstart;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables in PostgreSQL. The sink makes each one from the first record of its topic. Not thread-safe. */
final class Tables implements AutoCloseable {
    private final Database database;
    private final String prefix;
    private final List<String> names;
    private final Connection connection;

    /**
     * Connects.
     *
     * @param prefix the beginning of the names of the tables
     * @param names the names of the tables without it
     * @throws TroubleException if the server refuses
     */
    Tables(Database database, String prefix, List<String> names) {
        this.database = database;
        this.prefix = prefix;
        this.names = names;
        try {
            connection = database.connect();
        } catch (SQLException refused) {
            throw new TroubleException(
                    "PostgreSQL at " + database + " cannot be reached: "
                            + refused.getMessage().replaceFirst("[.]$", "")
                            + ". The variables " + Destination.USER + " and " + Destination.PASSWORD
                            + " name the user and the password",
                    refused);
        }
    }

    /** Fails if one of the tables exists: the sink would overwrite its rows. */
    void requireNone() {
        List<String> existing = existing();
        if (!existing.isEmpty()) {
            throw new TroubleException("The database " + database.url() + " already has the "
                    + (existing.size() == 1 ? "table " : existing.size() + " tables ")
                    + existing.stream().map(prefix::concat).collect(Collectors.joining(", "))
                    + ". Name an empty database, or drop them");
        }
    }

    /** The number of rows of each table that exists, by name without prefix. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        List<String> existing = existing();
        if (existing.isEmpty()) {
            return counts;
        }
        String all = existing.stream()
                .map(name -> "select '" + name + "', count(*) from " + prefix + name)
                .collect(Collectors.joining(" union all "));
        read(all, row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /** What the database answers to a question. */
    Grid ask(Question question) throws SQLException {
        return question.ask(connection);
    }

    private List<String> existing() {
        List<String> existing = new ArrayList<>();
        String all = names.stream()
                .map(name -> "select '" + name + "' where to_regclass('" + prefix + name + "') is not null")
                .collect(Collectors.joining(" union all "));
        read(all, row -> existing.add(row.getString(1)));
        return existing;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void read(String sql, RowReader reader) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                reader.read(result);
            }
        } catch (SQLException failed) {
            throw new TroubleException(
                    "PostgreSQL at " + database + " does not answer: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // Then it is closed.
        }
    }
}
