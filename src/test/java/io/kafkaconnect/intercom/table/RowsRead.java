package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** All that a reader said about one entity. */
record RowsRead(List<Row> rows, List<String> malformed, List<String> badValues, List<String> cleaned) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static RowsRead read(Table table, ColumnSet set, ObjectNode entity) {
        RowsRead all = new RowsRead(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        RowReader reader = new RowReader(table, set, new BadValueListener() {
            @Override
            public void badValue(String name, String column) {
                all.badValues.add(name + "." + column);
            }

            @Override
            public void cleanedValue(String name, String column) {
                all.cleaned.add(name + "." + column);
            }
        });
        reader.read(entity, new RowSink() {
            @Override
            public void row(Row row) {
                all.rows.add(row);
            }

            @Override
            public void malformed(String name, String reason) {
                all.malformed.add(name + ": " + reason);
            }
        });
        return all;
    }

    static RowsRead read(Table table, String json) {
        return read(table, ColumnSet.DOCUMENTED, entity(json));
    }

    static ObjectNode entity(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    boolean isEmpty() {
        return rows.isEmpty() && malformed.isEmpty() && badValues.isEmpty() && cleaned.isEmpty();
    }
}
