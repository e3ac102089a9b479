package io.kafkaconnect.intercom.conformance;

import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.RowSink;
import io.kafkaconnect.intercom.table.Source;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Field;

/** Puts objects through the row readers of one set of columns, and counts what comes out. */
final class RowsOf {
    private final ColumnSet set;
    private final Map<String, RowReader> readers = new TreeMap<>();
    private final Map<String, Integer> rows = new TreeMap<>();
    private final Set<String> filled = new TreeSet<>();
    private final List<String> defects = new ArrayList<>();
    private String reading;

    RowsOf(ColumnSet set) {
        this.set = set;
        Tables.ALL.forEach(table -> readers.put(
                table.name(),
                new RowReader(
                        table, set, (name, column) -> defects.add(reading + ": bad value " + name + "." + column))));
    }

    /** Reads all rows of the object, wherever it would be placed. */
    void read(String name, Placement placement) {
        reading = name;
        for (Table table : placement.tables()) {
            RowReader reader = readers.get(table.name());
            if (placement.deleted()) {
                add(reader.tombstone(List.of(placement.entity().path("id").asText())));
            } else {
                reader.read(placement.entity(), sink());
            }
        }
    }

    private RowSink sink() {
        return new RowSink() {
            @Override
            public void row(Row row) {
                add(row);
            }

            @Override
            public void malformed(String table, String reason) {
                defects.add(reading + ": malformed " + table + ", " + reason);
            }
        };
    }

    private void add(Row row) {
        String table = row.table().name();
        rows.merge(table, 1, Integer::sum);
        if (row.value() != null) {
            row.value().validate();
            for (Field field : row.value().schema().fields()) {
                if (row.value().get(field) != null) {
                    filled.add(table + "." + field.name());
                }
            }
        }
    }

    /** What was wrong with objects, in the order of reading. */
    List<String> defects() {
        return defects;
    }

    /** The number of rows by table. */
    Map<String, Integer> rows() {
        return rows;
    }

    int total() {
        return rows.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Columns that had no value in any row, but for those that API 2.x has nothing for. */
    Set<String> neverFilled() {
        Set<String> empty = new TreeSet<>();
        Tables.ALL.forEach(table -> table.columns(set).stream()
                .filter(column -> !(column.source() instanceof Source.Retired))
                .forEach(column -> empty.add(table.name() + "." + column.name())));
        empty.removeAll(filled);
        return empty;
    }
}
