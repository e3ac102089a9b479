package io.kafkaconnect.intercom.table;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas of a table's rows. Their names are the same in every installation and valid in Avro.
 *
 * @param key a struct of the key columns, all required
 * @param value a flat struct; key columns are required, all others optional without a default
 */
public record RowSchema(Schema key, Schema value) {

    private static final String NAMESPACE = "io.kafkaconnect.intercom.";

    private static final Map<ColumnSet, Map<Table, RowSchema>> BUILT = new EnumMap<>(ColumnSet.class);

    /** The schemas of a table. They are always the same objects, because converters compare schemas, which is cheap only for the same object. */
    public static RowSchema of(Table table, ColumnSet set) {
        synchronized (BUILT) {
            return BUILT.computeIfAbsent(set, first -> new IdentityHashMap<>())
                    .computeIfAbsent(table, first -> build(table, set));
        }
    }

    private static RowSchema build(Table table, ColumnSet set) {
        Set<String> keyNames = new HashSet<>();
        table.key().forEach(column -> keyNames.add(column.name()));
        String name = NAMESPACE + table.schemaName();
        return new RowSchema(
                struct(name + "Key", "What identifies a row of " + table.name() + ".", table.key(), keyNames),
                struct(name, table.doc(), table.columns(set), keyNames));
    }

    private static Schema struct(String name, String doc, List<Column> columns, Set<String> keyNames) {
        SchemaBuilder struct = SchemaBuilder.struct().name(name).doc(doc);
        for (Column column : columns) {
            boolean required = keyNames.contains(column.name());
            ColumnType type = column.type();
            struct.field(column.name(), required ? type.required(column.doc()) : type.optional(column.doc()));
        }
        return struct.build();
    }
}
