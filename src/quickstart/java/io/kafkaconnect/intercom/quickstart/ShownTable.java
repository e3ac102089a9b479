package io.kafkaconnect.intercom.quickstart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** The first rows of one topic, as they are now. Not thread-safe. */
final class ShownTable {
    /** A screen full of them. */
    static final int MOST = 20;

    private static final List<String> TELLING =
            List.of("id", "name", "email", "part_type", "state", "title", "conversation_message_body", "body");

    private final String topic;
    private final Map<Object, GenericRecord> rows = new LinkedHashMap<>();
    private long others;

    ShownTable(String topic) {
        this.topic = topic;
    }

    /**
     * Takes a record of any topic.
     *
     * @param value null for a tombstone
     */
    void add(String from, Object key, Object value) {
        if (!from.equals(topic)) {
            return;
        }
        if (value instanceof GenericRecord row) {
            if (rows.containsKey(key) || rows.size() < MOST) {
                rows.put(key, row);
            } else {
                others++;
            }
        } else {
            rows.remove(key);
        }
    }

    /** The rows in lines of that maximum width: a table of the columns that fit, then all columns of the first row. */
    List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        lines.add(topic + ": the first " + rows.size() + " rows"
                + (others == 0 ? "" : String.format(Locale.ROOT, ", %,d more records follow", others)));
        if (rows.isEmpty()) {
            return lines;
        }
        lines.addAll(grid().lines(width));
        lines.add("");
        lines.add("All columns of the first row that hold something:");
        GenericRecord first = rows.values().iterator().next();
        for (Schema.Field column : first.getSchema().getFields()) {
            Object value = first.get(column.pos());
            if (value != null) {
                lines.add(clipped("  " + column.name() + ": " + value.toString().replace("\n", "\\n"), width));
            }
        }
        return lines;
    }

    /** Without the columns that hold the same in all rows, such as the name of the type. Those that people look for come first. */
    private Grid grid() {
        Schema schema = rows.values().iterator().next().getSchema();
        List<Schema.Field> columns = schema.getFields().stream()
                .filter(column -> rows.size() == 1
                        || rows.values().stream()
                                        .map(row -> text(row, column))
                                        .distinct()
                                        .count()
                                > 1)
                .sorted(Comparator.comparingInt(column -> rank(column.name())))
                .toList();
        return new Grid(
                columns.stream().map(Schema.Field::name).toList(),
                rows.values().stream().map(row -> cells(row, columns)).toList());
    }

    private static int rank(String column) {
        int rank = TELLING.indexOf(column);
        return rank < 0 ? TELLING.size() : rank;
    }

    private static List<String> cells(GenericRecord row, List<Schema.Field> columns) {
        Function<Schema.Field, String> text = column -> text(row, column);
        return columns.stream().map(text).toList();
    }

    private static String text(GenericRecord row, Schema.Field column) {
        // Rows of another version of the schema lack a column that was added later.
        Object value = row.getSchema().getField(column.name()) == null ? null : row.get(column.name());
        return value == null ? "" : value.toString();
    }

    private static String clipped(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
