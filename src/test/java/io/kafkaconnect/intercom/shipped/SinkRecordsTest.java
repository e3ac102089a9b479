package io.kafkaconnect.intercom.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.shipped.SinkContract.Tombstones;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowSchema;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the transformations of a configuration leave of our rows and tombstones. */
class SinkRecordsTest {
    /** The sinks add these themselves, after all transformations or by one of their own. */
    private static final Set<String> ADDED_BY_THE_SINK = Set.of("kafka_key", "record_metadata");

    static List<SinkContract> sinks() {
        return SinkContracts.ALL;
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_row_keeps_its_columns_and_gets_those_of_the_contract(SinkContract sink) {
        Set<String> expected = new TreeSet<>(sink.added());
        expected.removeAll(ADDED_BY_THE_SINK);
        for (Table table : Tables.ALL) {
            for (KeyFormat format : sink.keys()) {
                SinkRecord record = record(table, format, true);

                SinkRecord seen = transformations(sink).apply(record);

                Set<String> added = names(seen.valueSchema());
                assertThat(added).containsAll(names(record.valueSchema()));
                added.removeAll(names(record.valueSchema()));
                assertThat(added).isEqualTo(expected);
                assertThat(seen.valueSchema().fields()).allMatch(column -> sink.type(column.schema()) != null);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_tombstone_reaches_the_sinks_that_use_it(SinkContract sink) {
        for (Table table : Tables.ALL) {
            for (KeyFormat format : sink.keys()) {
                SinkRecord seen = transformations(sink).apply(record(table, format, false));

                assertThat(seen == null).isEqualTo(sink.tombstones() == Tombstones.DROPPED);
                if (seen != null) {
                    assertThat(seen.value()).isNull();
                }
            }
        }
    }

    /** Snowflake stores the offset of each record itself. */
    @ParameterizedTest
    @MethodSource("sinks")
    void the_key_of_a_stored_tombstone_can_be_ordered(SinkContract sink) {
        SinkRecord seen = transformations(sink).apply(record(Tables.ALL.get(0), KeyFormat.STRUCT, false));

        if (sink.tombstones() == Tombstones.STORED && sink.added().contains("kafka_offset")) {
            assertThat(((Struct) seen.key()).getInt64("kafka_offset")).isEqualTo(42);
        }
    }

    private static SinkTransformations transformations(SinkContract sink) {
        return new SinkTransformations(
                Shipped.at("config/sinks/" + sink.file() + ".json").sink());
    }

    private static Set<String> names(Schema schema) {
        Set<String> names = new TreeSet<>();
        schema.fields().forEach(field -> names.add(field.name()));
        return names;
    }

    private static SinkRecord record(Table table, KeyFormat format, boolean withRow) {
        RowSchema row = RowSchema.of(table, ColumnSet.EXTENDED);
        boolean struct = format == KeyFormat.STRUCT;
        return new SinkRecord(
                "intercom." + table.name(),
                0,
                struct ? row.key() : Schema.STRING_SCHEMA,
                struct ? filled(row.key()) : "1",
                withRow ? row.value() : null,
                withRow ? filled(row.value()) : null,
                42);
    }

    private static Struct filled(Schema schema) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, value(field.schema()));
        }
        return struct;
    }

    @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date
    private static Object value(Schema schema) {
        if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
            return new Date(0);
        }
        return switch (schema.type()) {
            case STRING -> "{}";
            case INT64 -> 1L;
            case FLOAT64 -> 1.0;
            case BOOLEAN -> true;
            default -> throw new AssertionError(schema.type());
        };
    }
}
