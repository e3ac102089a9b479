package io.kafkaconnect.intercom.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Decoded records of a few topics. Not thread-safe. */
final class Samples {
    private static final String INDENT = "    ";

    private final Map<String, GenericRecord> last = new LinkedHashMap<>();
    private final Optional<ShownTable> shown;

    /**
     * Only of these topics, in this order.
     *
     * @param shown the table of which a user wants to see more
     */
    Samples(List<String> topics, Optional<ShownTable> shown) {
        topics.forEach(topic -> last.put(topic, null));
        this.shown = shown;
    }

    void add(String topic, Object key, Object value) {
        shown.ifPresent(table -> table.add(topic, key, value));
        if (value instanceof GenericRecord row && last.containsKey(topic)) {
            last.put(topic, row);
        }
    }

    /** The table that a user wants to see, or else one row of each topic without its nulls, in lines of that maximum width. */
    List<String> lines(int width) {
        if (shown.isPresent()) {
            return shown.get().lines(width);
        }
        List<String> lines = new ArrayList<>();
        last.forEach((topic, row) -> {
            if (row != null) {
                lines.add(topic);
                lines.addAll(wrapped(row, width));
            }
        });
        return lines;
    }

    private static List<String> wrapped(GenericRecord row, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Schema.Field field : row.getSchema().getFields()) {
            Object value = row.get(field.pos());
            if (value == null) {
                continue;
            }
            String column =
                    clipped(field.name() + ": " + value.toString().replace("\n", "\\n"), width - INDENT.length());
            if (line.length() > 0 && INDENT.length() + line.length() + 2 + column.length() > width) {
                lines.add(INDENT + line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : ", ").append(column);
        }
        lines.add(INDENT + line);
        return lines;
    }

    private static String clipped(String text, int width) {
        int most = Math.min(60, width);
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
