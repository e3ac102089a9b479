package io.kafkaconnect.intercom.shipped;

import io.kafkaconnect.intercom.table.KeyFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * What a sink connector takes, as its documentation and its code say.
 *
 * @param name the name of the sink and the version that was read
 * @param file its configuration below {@code config/sinks}, without extension
 * @param connectorClass the class of the connector
 * @param writes what becomes of the rows of a key
 * @param tombstones what becomes of a tombstone
 * @param keys the kinds of keys that it takes
 * @param types what becomes of each type: of a logical type by its name, else of a type of Connect. It rejects all others
 * @param naming how a topic becomes a table, an index or a folder
 * @param names which names it accepts
 * @param added the columns that the configuration adds to ours
 * @param source where it is documented
 */
public record SinkContract(
        String name,
        String file,
        String connectorClass,
        Writes writes,
        Tombstones tombstones,
        Set<KeyFormat> keys,
        Map<String, String> types,
        TableNaming naming,
        NameRule names,
        Set<String> added,
        String source) {

    /** What becomes of the rows of a key. */
    public enum Writes {
        /** The sink holds the newest row of each key. */
        UPSERT,
        /** The sink holds every row. */
        APPEND
    }

    /** What becomes of a tombstone. */
    public enum Tombstones {
        /** The row is deleted. */
        DELETE,
        /** The sink stores the key, and no values. */
        STORED,
        /** The sink ignores it: deleted rows stay. */
        SKIPPED,
        /** The sink would fail, so that a transformation drops it: deleted rows stay. */
        DROPPED
    }

    /** How a topic becomes a table, an index or a folder. */
    public enum TableNaming {
        SAME,
        SCHEMA_AND_TABLE,
        UNDERSCORES,
        UPPER_CASE;

        /** The name for a topic: of the table and, where the topic names one, of its schema. */
        public List<String> names(String topic) {
            return switch (this) {
                case SAME -> List.of(topic);
                case SCHEMA_AND_TABLE -> List.of(topic.split("[.]", 2));
                case UNDERSCORES -> List.of(topic.replaceAll("[^a-zA-Z0-9_]", "_"));
                case UPPER_CASE ->
                    List.of(topic.replaceAll("[^a-zA-Z0-9_]", "_").toUpperCase(Locale.ROOT));
            };
        }
    }

    /**
     * Which names a sink accepts.
     *
     * @param maxBytes the longest name, in bytes of UTF-8
     * @param columns the form of a column's name
     * @param tables the form of a table's name
     * @param quoted whether the sink quotes names, so that they may be reserved words
     * @param reserved the reserved words
     */
    public record NameRule(int maxBytes, Pattern columns, Pattern tables, boolean quoted, Set<String> reserved) {
        private Stream<String> violations(Pattern form, String name) {
            List<String> violations = new ArrayList<>();
            int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                violations.add(name + " has " + bytes + " bytes, more than " + maxBytes);
            }
            if (!form.matcher(name).matches()) {
                violations.add(name + " does not match " + form);
            }
            if (!quoted && reserved.contains(name.toLowerCase(Locale.ROOT))) {
                violations.add(name + " is a reserved word and not quoted");
            }
            return violations.stream();
        }
    }

    /** Why the sink rejects records of this topic with these schemas; empty if it takes them. */
    public List<String> violations(String topic, Schema key, Schema value) {
        List<String> violations = new ArrayList<>();
        boolean struct = key.type() == Schema.Type.STRUCT;
        if (!keys.contains(struct ? KeyFormat.STRUCT : KeyFormat.STRING)) {
            violations.add("a key of the type " + key.type());
        }
        if (struct) {
            key.fields().stream().flatMap(this::violations).forEach(violations::add);
        }
        value.fields().stream().flatMap(this::violations).forEach(violations::add);
        Set<String> seen = new HashSet<>(added);
        for (Field column : value.fields()) {
            if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
                violations.add(column.name() + " is there twice");
            }
        }
        naming.names(topic).stream()
                .flatMap(name -> names.violations(names.tables(), name))
                .forEach(violations::add);
        return violations;
    }

    private Stream<String> violations(Field column) {
        Stream<String> type = type(column.schema()) == null
                ? Stream.of(column.name() + " has the type " + column.schema().type())
                : Stream.empty();
        return Stream.concat(type, names.violations(names.columns(), column.name()));
    }

    /** What becomes of values with this schema; null if the sink rejects them. */
    public String type(Schema schema) {
        String logical = schema.name() == null ? null : types.get(schema.name());
        return logical != null ? logical : types.get(schema.type().name());
    }

    @Override
    public String toString() {
        return file;
    }
}
