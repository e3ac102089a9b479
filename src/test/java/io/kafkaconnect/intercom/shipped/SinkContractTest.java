package io.kafkaconnect.intercom.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.config.OutputSettings;
import io.kafkaconnect.intercom.shipped.SinkContract.NameRule;
import io.kafkaconnect.intercom.shipped.SinkContract.TableNaming;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowSchema;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sink takes the rows of every table, and a schema that it does not take is noticed. */
class SinkContractTest {
    private static final String PREFIX = (String) OutputSettings.TOPIC_PREFIX.defaultValue();

    static List<SinkContract> sinks() {
        return SinkContracts.ALL;
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_sink_takes_all_rows_of_all_tables(SinkContract sink) {
        for (Table table : Tables.ALL) {
            for (ColumnSet columns : ColumnSet.values()) {
                for (KeyFormat format : sink.keys()) {
                    RowSchema row = RowSchema.of(table, columns);
                    assertThat(sink.violations(PREFIX + table.name(), key(row, format), row.value()))
                            .as("%s, columns %s, keys %s", table.name(), columns, format)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_sink_makes_a_table_of_its_own_for_each_topic(SinkContract sink) {
        assertThat(topics().map(sink.naming()::names)).doesNotHaveDuplicates().hasSize(Tables.ALL.size());
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_kind_of_key_that_a_sink_rejects_is_noticed(SinkContract sink) {
        RowSchema row = RowSchema.of(Tables.ALL.get(0), ColumnSet.DOCUMENTED);

        for (KeyFormat format : KeyFormat.values()) {
            assertThat(sink.violations(PREFIX + "users", key(row, format), row.value())
                            .isEmpty())
                    .as(format.name())
                    .isEqualTo(sink.keys().contains(format));
        }
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_type_that_a_sink_rejects_is_noticed(SinkContract sink) {
        assertThat(violations(
                        sink,
                        "tags",
                        row -> row.field(
                                "labels",
                                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                        .build())))
                .containsExactly("labels has the type MAP");
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_column_that_a_sink_adds_itself_is_noticed(SinkContract sink) {
        for (String added : sink.added()) {
            assertThat(violations(sink, "tags", row -> row.field(added, Schema.OPTIONAL_STRING_SCHEMA)))
                    .containsExactly(added + " is there twice");
        }
    }

    @Test
    void a_column_with_more_bytes_than_postgresql_has_is_noticed() {
        SinkContract jdbc = named("confluent-jdbc");

        assertThat(violations(jdbc, "tags", row -> row.field("é".repeat(31) + "e", Schema.OPTIONAL_STRING_SCHEMA)))
                .isEmpty();
        assertThat(violations(jdbc, "tags", row -> row.field("é".repeat(32), Schema.OPTIONAL_STRING_SCHEMA)))
                .containsExactly("é".repeat(32) + " has 64 bytes, more than 63");
    }

    /** Underscores make one name of prefix and table. */
    @Test
    void a_long_prefix_is_noticed() {
        String prefix = "customer.support.production.europe.";
        RowSchema row = RowSchema.of(Tables.ALL.get(0), ColumnSet.DOCUMENTED);
        Schema key = key(row, KeyFormat.STRING);
        String topic = prefix + "conversation_parts_attachments";

        assertThat(named("aiven-jdbc").violations(topic, key, row.value()))
                .singleElement()
                .asString()
                .contains("65 bytes");
        assertThat(named("snowflake").violations(topic, key, row.value())).isEmpty();
    }

    @Test
    void a_prefix_with_capitals_is_no_name_of_an_index() {
        RowSchema row = RowSchema.of(Tables.ALL.get(0), ColumnSet.DOCUMENTED);

        assertThat(named("elasticsearch").violations("Intercom.users", key(row, KeyFormat.STRING), row.value()))
                .singleElement()
                .asString()
                .startsWith("Intercom.users does not match");
    }

    @Test
    void a_reserved_word_without_quotes_is_noticed() {
        SinkContract quoted = named("confluent-jdbc");
        NameRule rule = quoted.names();
        NameRule bare = new NameRule(rule.maxBytes(), rule.columns(), rule.tables(), false, rule.reserved());
        SinkContract unquoted = new SinkContract(
                quoted.name(),
                quoted.file(),
                quoted.connectorClass(),
                quoted.writes(),
                quoted.tombstones(),
                quoted.keys(),
                quoted.types(),
                quoted.naming(),
                bare,
                quoted.added(),
                quoted.source());

        assertThat(violations(unquoted, "conversations", UnaryOperator.identity()))
                .containsExactly("read is a reserved word and not quoted");
    }

    /** What the other tests take for granted. */
    @Test
    void every_sink_has_a_source_and_rules() {
        assertThat(SinkContracts.ALL)
                .allSatisfy(sink -> assertThat(sink.source()).startsWith("https://"))
                .allSatisfy(sink -> assertThat(sink.types()).containsKeys("STRING", "INT64", "FLOAT64", "BOOLEAN"));
        assertThat(TableNaming.SCHEMA_AND_TABLE.names("intercom.users")).containsExactly("intercom", "users");
        assertThat(TableNaming.UNDERSCORES.names("intercom.users")).containsExactly("intercom_users");
        assertThat(TableNaming.UPPER_CASE.names("intercom.users")).containsExactly("INTERCOM_USERS");
    }

    private static SinkContract named(String file) {
        return SinkContracts.ALL.stream()
                .filter(sink -> sink.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    /** What a sink rejects of a table with a change, with keys that it takes. */
    private static List<String> violations(SinkContract sink, String table, UnaryOperator<SchemaBuilder> change) {
        RowSchema row = RowSchema.of(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED);
        SchemaBuilder value = SchemaBuilder.struct().name(row.value().name());
        row.value().fields().forEach(field -> value.field(field.name(), field.schema()));
        KeyFormat format = Arrays.stream(KeyFormat.values())
                .filter(sink.keys()::contains)
                .findFirst()
                .orElseThrow();
        return sink.violations(
                PREFIX + table, key(row, format), change.apply(value).build());
    }

    private static Schema key(RowSchema row, KeyFormat format) {
        return format == KeyFormat.STRUCT ? row.key() : Schema.STRING_SCHEMA;
    }

    private static Stream<String> topics() {
        return Tables.ALL.stream().map(table -> PREFIX + table.name());
    }
}
