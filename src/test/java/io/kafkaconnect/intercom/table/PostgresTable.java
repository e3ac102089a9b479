package io.kafkaconnect.intercom.table;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table in PostgreSQL with the columns that a sink makes of our schema: key and extended columns. It stays empty. */
final class PostgresTable {

    /** The types that a sink may choose for columns of times and of JSON. */
    enum Types {
        PLAIN("timestamp", "json"),
        ZONED_AND_PARSED("timestamptz", "jsonb");

        private final String time;
        private final String json;

        Types(String time, String json) {
            this.time = time;
            this.json = json;
        }

        private String of(Column column) {
            return switch (column.type()) {
                case STRING -> "text";
                case INT64 -> "bigint";
                case FLOAT64 -> "double precision";
                case BOOLEAN -> "boolean";
                case TIMESTAMP -> time;
                case JSON -> json;
            };
        }
    }

    private final Table table;
    private final List<Column> columns;
    private final PreparedStatement insert;

    /** Creates the table. The connection must not commit by itself. */
    PostgresTable(Connection database, Table table, Types types) throws SQLException {
        Set<Column> all = new LinkedHashSet<>(table.key());
        all.addAll(table.columns(ColumnSet.EXTENDED));
        this.table = table;
        this.columns = List.copyOf(all);
        String name = table.name() + "_" + types;
        try (Statement statement = database.createStatement()) {
            statement.execute("create table " + name + " ("
                    + columns.stream()
                            .map(column -> '"' + column.name() + "\" " + types.of(column))
                            .collect(joining(", "))
                    + ", primary key ("
                    + table.key().stream()
                            .map(column -> '"' + column.name() + '"')
                            .collect(joining(", "))
                    + "))");
        }
        database.commit();
        this.insert = database.prepareStatement("insert into " + name + " values ("
                + columns.stream().map(column -> "?::" + types.of(column)).collect(joining(", "))
                + ") returning *");
    }

    Table table() {
        return table;
    }

    /** Inserts a row, and takes it back: the row as PostgreSQL has it, by column. */
    Map<String, Object> stored(Row row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Object content = content(row, columns.get(i));
            insert.setObject(
                    i + 1, content instanceof Date time ? time.toInstant().atOffset(ZoneOffset.UTC) : content);
        }
        try (ResultSet result = insert.executeQuery()) {
            result.next();
            Map<String, Object> stored = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                stored.put(
                        columns.get(i).name(),
                        value(result, i + 1, columns.get(i).type()));
            }
            return stored;
        } finally {
            insert.getConnection().rollback();
        }
    }

    /** The row as it was sent, by column. */
    Map<String, Object> sent(Row row) {
        Map<String, Object> sent = new LinkedHashMap<>();
        columns.forEach(column -> sent.put(column.name(), content(row, column)));
        return sent;
    }

    private Object content(Row row, Column column) {
        return table.key().contains(column)
                ? row.key().get(column.name())
                : row.value().get(column.name());
    }

    private static Object value(ResultSet result, int i, ColumnType type) throws SQLException {
        if (type == ColumnType.TIMESTAMP) {
            OffsetDateTime time = result.getObject(i, OffsetDateTime.class);
            return time == null ? null : Date.from(time.toInstant());
        }
        return type == ColumnType.JSON ? result.getString(i) : result.getObject(i);
    }
}
