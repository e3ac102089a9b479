package io.kafkaconnect.intercom.sink;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a table in PostgreSQL by primary key, in the form of the sandbox's truth.
 *
 * @param columns the names of all columns
 * @param rows the rows, whose values are String, Long, Double, Boolean, Date or null
 */
record TableRows(Set<String> columns, Map<List<Object>, Map<String, Object>> rows) {
    private static final int MAX_SHOWN = 5;

    /**
     * The present rows; none, and no columns, of a table that does not exist.
     *
     * @param table its name, behind its schema and a dot if it is not in the first schema
     */
    static TableRows read(Connection database, String table) throws SQLException {
        List<String> key = primaryKey(database, table);
        TableRows all = new TableRows(new HashSet<>(), new HashMap<>());
        if (key.isEmpty()) {
            return all;
        }
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery("select * from " + table)) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                all.columns.add(result.getMetaData().getColumnName(i));
            }
            while (result.next()) {
                Map<String, Object> row = row(result);
                all.rows.put(ordered(key.stream().map(row::get).toList()), row);
            }
        }
        return all;
    }

    /**
     * The first differences from other rows, for people.
     *
     * @param expected the rows by key, with all columns or some of them
     */
    List<String> differences(Map<List<Object>, Map<String, Object>> expected) {
        Map<List<Object>, Map<String, Object>> wanted = new HashMap<>();
        expected.forEach((key, row) -> wanted.put(ordered(key), row));
        Set<List<Object>> keys = new HashSet<>(rows.keySet());
        keys.addAll(wanted.keySet());
        List<String> differences = new ArrayList<>();
        for (List<Object> key : keys) {
            Map<String, Object> right = comparable(wanted.getOrDefault(key, Map.of()));
            Map<String, Object> there = comparable(rows.getOrDefault(key, Map.of()));
            if (!right.isEmpty()) {
                there.keySet().retainAll(right.keySet());
            }
            if (!there.equals(right) && differences.size() < MAX_SHOWN) {
                differences.add(key + "\n  expected " + right + "\n  but was  " + there);
            }
        }
        return differences;
    }

    /** In the order of their text: a sink may order the columns of a primary key otherwise than the key of the records. */
    private static List<Object> ordered(List<Object> key) {
        return key.stream().sorted(Comparator.comparing(String::valueOf)).toList();
    }

    /** The signature of an attachment's URL is new in each response and left out. */
    private static Map<String, Object> comparable(Map<String, Object> row) {
        Map<String, Object> comparable = new TreeMap<>(row);
        if (row.containsKey("filesize") && row.get("url") instanceof String url) {
            comparable.put("url", url.replaceAll("\\?.*", ""));
        }
        return comparable;
    }

    private static List<String> primaryKey(Connection database, String table) throws SQLException {
        SortedMap<Short, String> columns = new TreeMap<>();
        int dot = table.indexOf('.');
        String schema = dot < 0 ? null : table.substring(0, dot);
        try (ResultSet keys = database.getMetaData().getPrimaryKeys(null, schema, table.substring(dot + 1))) {
            while (keys.next()) {
                columns.put(keys.getShort("KEY_SEQ"), keys.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private static Map<String, Object> row(ResultSet result) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnName(i), value(result, i));
        }
        return row;
    }

    private static Object value(ResultSet result, int column) throws SQLException {
        int type = result.getMetaData().getColumnType(column);
        if (type == Types.TIMESTAMP) {
            LocalDateTime utc = result.getObject(column, LocalDateTime.class);
            return utc == null ? null : Date.from(utc.toInstant(ZoneOffset.UTC));
        }
        // The text of JSON is kept in a column of the type json.
        return type == Types.OTHER ? result.getString(column) : result.getObject(column);
    }
}
