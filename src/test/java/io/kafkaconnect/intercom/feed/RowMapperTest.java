package io.kafkaconnect.intercom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of entities with ids that are none. */
class RowMapperTest {
    private final LogLines lines = LogLines.of(RowMapper.class);
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final List<Row> given = new ArrayList<>();

    @AfterEach
    void forget() {
        lines.close();
    }

    private RowMapper rows(boolean failOnMalformed, String... tables) {
        List<RowReader> readers = Stream.of(tables)
                .map(name ->
                        new RowReader(Tables.named(name).orElseThrow(), ColumnSet.DOCUMENTED, (table, column) -> {}))
                .toList();
        return new RowMapper("stream", readers, failOnMalformed, metrics, new LogThrottle(Clock.systemUTC()));
    }

    private static Entity entity(String id, boolean deleted) {
        return new Entity(JsonNodeFactory.instance.objectNode().put("id", id), deleted, Instant.EPOCH);
    }

    /** A list that is read whole shows it in each pass. */
    @Test
    void the_same_malformed_entity_is_logged_once_and_counted_each_time() {
        RowMapper mapper = rows(false, "tags");
        for (int pass = 0; pass < 5; pass++) {
            mapper.map(entity("a/b", false), given::add);
        }

        assertThat(lines.said()).hasSize(1);
        assertThat(metrics.get(StreamCounter.MALFORMED)).isEqualTo(5);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "7\nERROR forged", "\u2028", "jane@example.com", "a/b"})
    void what_is_no_id_is_not_logged(String id) {
        rows(false, "tags").map(entity(id, false), given::add);
        assertThatThrownBy(() -> rows(true, "tags").map(entity(id, false), given::add))
                .isInstanceOf(MalformedEntityException.class)
                .hasMessageContaining("an entity without a usable id has no usable row for table tags");

        assertThat(lines.said())
                .singleElement()
                .asString()
                .startsWith(
                        "WARN Stream stream: an entity without a usable id has no usable row for table tags: key column id")
                .doesNotContain("forged", "jane", "\n", "\u2028");
        assertThat(given).isEmpty();
        assertThat(metrics.get(StreamCounter.MALFORMED)).isEqualTo(2);
    }

    @Test
    void an_entity_with_an_id_is_named() {
        ObjectNode conversation = JsonNodeFactory.instance.objectNode().put("id", 7);
        conversation
                .putObject("conversation_parts")
                .putArray("conversation_parts")
                .addObject();

        rows(false, "conversation_parts").map(new Entity(conversation, false, Instant.EPOCH), given::add);

        assertThat(lines.said())
                .singleElement()
                .asString()
                .contains("entity 7 has no usable row for table conversation_parts: key column id is missing");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a\nb", ".."})
    void what_is_deleted_without_an_id_is_malformed(String id) {
        rows(false, "conversations").map(entity(id, true), given::add);

        assertThat(given).isEmpty();
        assertThat(metrics.get(StreamCounter.MALFORMED)).isEqualTo(1);
        assertThat(metrics.get(StreamCounter.TOMBSTONES)).isZero();
    }

    @Test
    void what_is_deleted_has_the_key_of_its_id() {
        rows(false, "conversations").map(entity("7", true), given::add);

        assertThat(given).extracting(Row::keyParts).containsExactly(List.of("7"));
        assertThat(metrics.get(StreamCounter.TOMBSTONES)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "users_tags", "users_tags/u", "gone/1"})
    void a_stored_name_that_is_none_of_a_row_has_no_tombstone(String name) {
        assertThat(rows(false, "users_tags").tombstone("u", name)).isNull();
    }

    @Test
    void a_stored_name_is_ended_by_the_key_that_was_sent_whatever_its_parts_are() {
        RowMapper rows = rows(false, "users_tags", "users_social_profiles");

        Map.of(
                        "users_tags/u/not an id", List.of("u", "not an id"),
                        "users_social_profiles/u/", List.of("u", ""),
                        "users_social_profiles/u/a/b\nc", List.of("u", "a/b\nc"))
                .forEach((name, parts) ->
                        assertThat(rows.tombstone("u", name).keyParts()).isEqualTo(parts));
    }
}
