package io.kafkaconnect.intercom.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.utils.converter.avro.AvroData;
import io.kafkaconnect.intercom.support.Golden;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {

    private final AvroData avro = new AvroData(1000);

    static List<Table> tables() {
        return Tables.ALL;
    }

    @Test
    void avroSchemasAreThoseThatRegistriesHold() {
        Map<String, String> files = new TreeMap<>();
        for (Table table : Tables.ALL) {
            RowSchema documented = RowSchema.of(table, ColumnSet.DOCUMENTED);
            files.put(table.name() + "-key.avsc", json(documented.key()));
            files.put(table.name() + "-value.avsc", json(documented.value()));
            if (!table.extended().isEmpty()) {
                RowSchema extended = RowSchema.of(table, ColumnSet.EXTENDED);
                files.put(table.name() + "-value-extended.avsc", json(extended.value()));
            }
        }
        Golden.check("schemas", files);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void extendedColumnsCanComeAndGoWithoutBreakingAReader(Table table) {
        RowSchema documented = RowSchema.of(table, ColumnSet.DOCUMENTED);
        RowSchema extended = RowSchema.of(table, ColumnSet.EXTENDED);

        assertThat(extended.key()).isEqualTo(documented.key());
        assertThat(canRead(avro(extended.value()), avro(documented.value()))).isTrue();
        assertThat(canRead(avro(documented.value()), avro(extended.value()))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everySinkCanTakeTheValue(Table table) {
        for (ColumnSet set : ColumnSet.values()) {
            RowSchema schema = RowSchema.of(table, set);
            Set<String> keys = new LinkedHashSet<>();
            for (Field field : schema.key().fields()) {
                keys.add(field.name());
                assertField(field, false);
            }
            for (Field field : schema.value().fields()) {
                assertField(field, !keys.contains(field.name()));
            }
            for (Schema struct : List.of(schema.key(), schema.value())) {
                assertThat(struct.type()).isEqualTo(Schema.Type.STRUCT);
                assertThat(struct.name()).matches("io\\.kafkaconnect\\.intercom\\.[A-Z][A-Za-z0-9]*");
                assertThat(struct.isOptional()).isFalse();
                assertDoc(struct.doc());
            }
            assertThat(keys).isNotEmpty();
            assertThat(schema.key().name()).isEqualTo(schema.value().name() + "Key");
            keys.remove("position");
            assertThat(schema.value().fields().stream().map(Field::name)).containsAll(keys);
        }
    }

    /** Converters and sinks compare the objects first, whichever stream a row comes from. */
    @ParameterizedTest
    @MethodSource("tables")
    void allReadersOfATableShareItsSchemas(Table table) {
        BadValueListener none = (where, column) -> {};
        for (ColumnSet set : ColumnSet.values()) {
            RowReader one = new RowReader(table, set, none);
            RowReader other = new RowReader(table, set, none);
            assertThat(one.valueSchema()).isSameAs(other.valueSchema());
            assertThat(one.keySchema()).isSameAs(other.keySchema());
        }
    }

    @Test
    void noTwoSchemasHaveTheSameName() {
        assertThat(Tables.ALL.stream()
                        .map(table -> RowSchema.of(table, ColumnSet.DOCUMENTED))
                        .flatMap(schema ->
                                Stream.of(schema.key().name(), schema.value().name())))
                .doesNotHaveDuplicates()
                .hasSize(2 * Tables.ALL.size())
                .contains(
                        "io.kafkaconnect.intercom.ConversationsTags", "io.kafkaconnect.intercom.ConversationsTagsKey");
    }

    private static void assertField(Field field, boolean optional) {
        Schema schema = field.schema();
        assertThat(field.name()).matches("[a-z][a-z0-9_]*");
        assertThat(schema.type()).isIn(Schema.Type.STRING, Schema.Type.INT64, Schema.Type.FLOAT64, Schema.Type.BOOLEAN);
        assertThat(schema.name()).isIn(null, Timestamp.LOGICAL_NAME, "io.debezium.data.Json");
        assertThat(schema.isOptional()).as("%s optional", field.name()).isEqualTo(optional);
        assertThat(schema.defaultValue()).isNull();
        assertDoc(schema.doc());
    }

    private static void assertDoc(String doc) {
        assertThat(doc).isNotBlank().doesNotContainIgnoringCase("undocumented").matches("\\p{ASCII}+");
    }

    private org.apache.avro.Schema avro(Schema schema) {
        return avro.fromConnectSchema(schema);
    }

    private String json(Schema schema) {
        return SchemaFormatter.format("json/pretty", avro(schema)) + "\n";
    }

    private static boolean canRead(org.apache.avro.Schema reader, org.apache.avro.Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
