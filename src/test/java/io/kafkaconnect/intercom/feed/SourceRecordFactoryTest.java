package io.kafkaconnect.intercom.feed;

import static io.kafkaconnect.intercom.feed.SourceRecordFactory.OWNER_HEADER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header that names the owner of a row. */
class SourceRecordFactoryTest {
    private static final String CONVERSATION = """
            {"id": "471", "conversation_parts": {"conversation_parts": [{"id": "9", "body": "Hello"}]}}
            """;

    private final RowMapper mapper = new RowMapper(
            "conversations",
            Stream.of("conversations", "conversation_parts")
                    .map(name -> new RowReader(
                            Tables.named(name).orElseThrow(), ColumnSet.DOCUMENTED, (table, column) -> {}))
                    .toList(),
            true,
            new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)),
            new LogThrottle(Clock.systemUTC()));

    private static SourceRecord record(KeyFormat format, Row row) {
        return new SourceRecordFactory("intercom.", format).record(Map.of(), Map.of(), row);
    }

    private Row row(int reader) throws IOException {
        ObjectNode conversation = (ObjectNode) new ObjectMapper().readTree(CONVERSATION);
        return mapper.read(mapper.readers().get(reader), conversation).rows().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void the_record_of_a_part_names_its_conversation(KeyFormat format) throws IOException {
        Row part = row(1);
        SourceRecord record = record(format, part);

        assertThat(record.headers()).singleElement().satisfies(SourceRecordFactoryTest::isOwner);
        assertThat(record.key()).isEqualTo(format.key(part));
        assertThat(record.value()).isSameAs(part.value());
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void the_tombstone_of_a_part_names_its_conversation() {
        SourceRecord record = record(KeyFormat.STRUCT, mapper.tombstone("471", "conversation_parts/9"));

        assertThat(record.value()).isNull();
        assertThat(record.headers()).singleElement().satisfies(SourceRecordFactoryTest::isOwner);
    }

    @Test
    void the_record_of_an_entity_has_no_header() throws IOException {
        assertThat(record(KeyFormat.STRUCT, row(0)).headers()).isEmpty();
        assertThat(record(KeyFormat.STRUCT, mapper.tombstone("471", "conversations/471"))
                        .headers())
                .isEmpty();
    }

    private static void isOwner(Header header) {
        assertThat(header.key()).isEqualTo("intercom.owner.id");
        assertThat(header.value()).isEqualTo("471");
        assertThat(header.schema()).isEqualTo(Schema.STRING_SCHEMA);
    }

    /** The worker of the source and that of a sink may convert headers differently. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "471",
                "215469000012345",
                "5ba682d23d7cf92bef87bfd4",
                "612345678901234567890e12",
                "a-b.c_d",
                "007"
            })
    void an_id_is_plain_text_for_the_usual_header_converters(String id) {
        for (HeaderConverter converter : List.of(new SimpleHeaderConverter(), new StringConverter())) {
            byte[] bytes = converter.fromConnectHeader("topic", OWNER_HEADER, Schema.STRING_SCHEMA, id);

            assertThat(bytes).asString().isEqualTo(id);
            assertThat(new StringConverter()
                            .toConnectHeader("topic", OWNER_HEADER, bytes)
                            .value())
                    .isEqualTo(id);
        }
    }

    /** The reason why the documentation tells sinks which converter to use. */
    @Test
    void the_default_header_converter_of_a_sink_makes_a_number_of_an_id_of_digits() {
        SimpleHeaderConverter guessing = new SimpleHeaderConverter();

        assertThat(guessing.toConnectHeader("topic", OWNER_HEADER, "471".getBytes(UTF_8))
                        .value())
                .isInstanceOf(Number.class);
        assertThat(guessing.toConnectHeader("topic", OWNER_HEADER, "5ba682d2".getBytes(UTF_8))
                        .value())
                .isInstanceOf(String.class);
    }
}
