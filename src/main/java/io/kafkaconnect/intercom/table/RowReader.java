package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kafkaconnect.intercom.table.Source.Path;
import io.kafkaconnect.intercom.table.Table.ElementList;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads the rows of one table out of entities. All that can be decided beforehand is decided here, once; reading only loops. No entity makes
 * it fail: bad values are null, rows without a key are malformed, and both are told to those who asked. Safe for several threads if they are.
 */
public final class RowReader {

    private final Table table;
    private final RowSchema schema;
    private final Slot[] slots;

    /**
     * A column with its place in key and value, either of which can be null.
     *
     * @param id whether nothing but an id of Intercom may stand in the column
     */
    private record Slot(Column column, Field key, Field value, boolean id, ValueListener listener) {
        Object read(RowContext scope) {
            JsonNode node = column.source().read(scope);
            return id ? EntityId.of(node).orElse(null) : column.type().convert(node, listener);
        }

        String reasonWithout(RowContext scope) {
            JsonNode node = column.source().read(scope);
            boolean absent = node.isMissingNode() || node.isNull() || !id;
            return "key column " + column.name() + (absent ? " is missing" : " is no id");
        }
    }

    public RowReader(Table table, ColumnSet set, BadValueListener defects) {
        this.table = table;
        this.schema = RowSchema.of(table, set);
        // Key columns first, so that nothing else is read of a row without a key.
        Set<Column> columns = new LinkedHashSet<>(table.key());
        columns.addAll(table.columns(set));
        this.slots = columns.stream()
                .map(column -> new Slot(
                        column,
                        schema.key().field(column.name()),
                        schema.value().field(column.name()),
                        table.isIdOfKey(column),
                        listener(column, defects)))
                .toArray(Slot[]::new);
    }

    private ValueListener listener(Column column, BadValueListener defects) {
        return new ValueListener() {
            @Override
            public void bad() {
                defects.badValue(table.name(), column.name());
            }

            @Override
            public void cleaned() {
                defects.cleanedValue(table.name(), column.name());
            }
        };
    }

    /** The table whose rows these are. */
    public Table table() {
        return table;
    }

    /** The schema of every key; always the same object. */
    public Schema keySchema() {
        return schema.key();
    }

    /** The schema of every value; always the same object. */
    public Schema valueSchema() {
        return schema.value();
    }

    /** Gives every row of the entity to the sink, in order; none is a usual number. */
    public void read(ObjectNode entity, RowSink sink) {
        Table.RowFilter filter = table.filter();
        if (filter == null || filter.text().equals(entity.path(filter.field()).textValue())) {
            descend(new RowContext(entity, entity, entity, 0), 0, sink);
        }
    }

    /**
     * What says that a row is no more. The parts are those of {@link Row#keyParts}. They need not be ids: a row that was sent once has to be
     * ended by its key, whatever that is.
     */
    public Row tombstone(List<String> keyParts) {
        List<Column> columns = table.key();
        if (keyParts.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "A key of " + table.name() + " has " + columns.size() + " parts, not " + keyParts.size());
        }
        Struct key = new Struct(schema.key());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object part = column.type().convert(TextNode.valueOf(keyParts.get(i)), ValueListener.NONE);
            if (part == null) {
                throw new IllegalArgumentException(
                        "This cannot be the column " + column.name() + " in a key of " + table.name());
            }
            key.put(column.name(), part);
        }
        return new Row(table, key, null);
    }

    /** Whether the entity says anything of the rows: an absent list is not an empty one. */
    public boolean isToldBy(ObjectNode entity) {
        return table.lists().isEmpty() || find(table.lists().get(0), entity).isArray();
    }

    private void descend(RowContext scope, int depth, RowSink sink) {
        if (depth == table.lists().size()) {
            row(scope, sink);
            return;
        }
        ElementList level = table.lists().get(depth);
        JsonNode list = find(level, scope.element());
        if (!list.isArray() && !list.isMissingNode()) {
            sink.malformed(table.name(), level.text() + " is not a list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode element = list.get(i);
            if (element.isObject()) {
                descend(new RowContext(scope.entity(), scope.element(), element, i), depth + 1, sink);
            } else if (!element.isNull()) {
                sink.malformed(table.name(), "an entry of " + level.text() + " is not an object");
            }
        }
    }

    /** The list, or what stands in its place; missing when there is nothing at all. */
    private static JsonNode find(ElementList level, JsonNode element) {
        List<Path> paths = level.paths();
        JsonNode instead = MissingNode.getInstance();
        for (int i = 0; i < paths.size(); i++) {
            JsonNode found = paths.get(i).follow(element);
            if (found.isArray()) {
                return found;
            }
            if (!found.isMissingNode() && !found.isNull()) {
                instead = found;
            }
        }
        return instead;
    }

    private void row(RowContext scope, RowSink sink) {
        Struct key = new Struct(schema.key());
        Struct value = new Struct(schema.value());
        for (Slot slot : slots) {
            Object content = slot.read(scope);
            if (content != null) {
                if (slot.key() != null) {
                    key.put(slot.key(), content);
                }
                if (slot.value() != null) {
                    value.put(slot.value(), content);
                }
            } else if (slot.key() != null) {
                sink.malformed(table.name(), slot.reasonWithout(scope));
                return;
            }
        }
        sink.row(new Row(table, key, value));
    }
}
