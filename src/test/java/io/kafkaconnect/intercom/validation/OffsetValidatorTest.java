package io.kafkaconnect.intercom.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.offset.VersionTwoRows;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people may store through the Connect REST API. */
class OffsetValidatorTest {
    private static final String USERS = "{'workspace': 'abc', 'stream': 'users'}";
    private static final OffsetValidator VALIDATOR = new OffsetValidator(new ManualClock("2026-06-01T12:00:00Z"));
    private static final String TIME = "{'updated_at': '2026-05-01T08:30:00Z'}";

    @Test
    void a_partition_names_workspace_and_stream_and_of_large_lists_the_shard() {
        assertThat(SourcePartition.ofCursor("abc", Streams.named("users").orElseThrow()))
                .isEqualTo(Map.of("workspace", "abc", "stream", "users"));
        assertThat(SourcePartition.ofShard("abc", Streams.named("tags").orElseThrow(), 0))
                .isEqualTo(Map.of("workspace", "abc", "stream", "tags"));
        assertThat(SourcePartition.ofShard("abc", Streams.named("companies").orElseThrow(), 255))
                .isEqualTo(Map.of("workspace", "abc", "stream", "companies", "shard", "255"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'workspace': 'abc', 'stream': 'users'}                                 | {'updated_at': '2026-05-01T08:30:00Z'}
            {'workspace': 'abc', 'stream': 'leads'}                                 | {'version': 1, 'updated_at': 1777624200}
            {'workspace': 'abc', 'stream': 'conversations_deleted'}                 | {'deleted_at': 1777624200}
            {'workspace': 'abc', 'stream': 'users'}                                 | {'updated_at': '2026-06-01T12:01:00Z'}
            {'workspace': 'abc', 'stream': 'users'}                                 | null
            {'workspace': 'abc', 'stream': 'tags'}                                  | null
            {'workspace': 'abc', 'stream': 'companies', 'shard': '7'}               | null
            """)
    void what_the_tasks_can_go_on_from_is_accepted_and_so_is_a_deletion(String partition, String offset) {
        assertThatCode(() -> check(map(partition), map(offset))).doesNotThrowAnyException();
    }

    /** Connect asks for all of them with {@code DELETE /offsets}; an earlier connector of the same name may have stored some. */
    @Test
    void all_offsets_of_the_connector_can_be_deleted_whatever_else_is_stored() {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        for (String partition : List.of(
                USERS,
                "{'workspace': 'abc', 'stream': 'companies'}",
                "{'workspace': 'abc', 'stream': 'companies', 'shard': '0'}",
                "{'stream': 'no more'}",
                "{'file': 'a.txt'}")) {
            offsets.put(map(partition), null);
        }
        offsets.put(null, null);

        assertThatCode(() -> VALIDATOR.check(offsets)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'workspace': 'abc', 'stream': 'companies'}             | Stream companies has a partition for each shard
            {'workspace': 'abc', 'stream': 'users_relations'}       | Stream users_relations has a partition for each shard
            {'workspace': 'abc', 'stream': 'users', 'x': 'y'}       | The partition of stream users must look like
            {'workspace': 'abc', 'stream': 'tags', 'x': 'y'}        | The partition of stream tags must look like
            {'workspace': 'abc', 'stream': 'people'}                | No partition of the request is of this connector
            {'stream': 'no more'}                                   | The streams are users, users_relations, leads
            null                                                    | No partition of the request is of this connector
            """)
    void a_deletion_that_deletes_nothing_is_refused(String partition, String told) {
        assertThatThrownBy(() -> check(map(partition), null))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users_tags         | null                                  | stream users_relations
            users_segments     | null                                  | stream segment_members
            conversation_parts | {'updated_at': '2026-05-01T08:30:00Z'} | stream conversations
            events_summary     | {'updated_at': '2026-05-01T08:30:00Z'} | stream users
            notes              | null                                  | the streams users and leads
            """, quoteCharacter = '"')
    void the_name_of_a_table_is_refused_and_the_message_names_its_stream(String table, String offset, String told) {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(map(USERS), null);
        offsets.put(Map.of("workspace", "abc", "stream", table), map(offset));

        assertThatThrownBy(() -> VALIDATOR.check(offsets))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("'stream' is " + table, told);
    }

    @ParameterizedTest
    @CsvSource({
        "users, updated_at, 2026-06-01T12:01:01Z",
        "conversations, updated_at, 9999-01-01T00:00:00Z",
        "conversations_deleted, deleted_at, 2062-05-01T00:00:00Z"
    })
    void a_time_in_the_future_is_refused(String stream, String key, String time) {
        assertThatThrownBy(() -> check(Map.of("workspace", "abc", "stream", stream), Map.of(key, time)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("'" + key + "'", time, "in the future", stream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'workspace': 'abc', 'stream': 'tags'}",
                "{'workspace': 'a', 'stream': 'companies', 'shard': '7'}"
            })
    void the_memory_of_rows_is_accepted_as_it_was_written(String partition) {
        Map<String, Object> offset = VersionTwoRows.encode(new TreeMap<>(Map.of("tags/1", 5L)));

        assertThatCode(() -> check(map(partition), offset)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            null                                                         | partition
            {}                                                           | 'workspace'
            {'stream': 'users'}                                          | 'workspace'
            {'workspace': ' ', 'stream': 'users'}                        | 'workspace'
            {'workspace': 5, 'stream': 'users'}                          | 'workspace'
            {'workspace': 'abc'}                                         | 'stream'
            {'workspace': 'abc', 'stream': null}                         | 'stream'
            {'workspace': 'abc', 'stream': 5}                            | 'stream'
            {'workspace': 'abc', 'stream': 'contacts'}                   | 'stream'
            {'workspace': 'abc', 'stream': 'users', 'shard': '0'}        | stream=users
            {'workspace': 'abc', 'stream': 'users', 'x': 'y'}            | stream=users
            {'workspace': 'abc', 'stream': 'companies'}                  | shard=0
            {'workspace': 'abc', 'stream': 'companies', 'shard': '-1'}   | shard=0
            {'workspace': 'abc', 'stream': 'companies', 'shard': 3}      | shard=0
            """)
    void a_partition_that_no_task_reads_is_refused(String partition, String told) {
        assertThatThrownBy(() -> check(map(partition), map(TIME)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            users     | {}                                                     | 'updated_at'
            users     | {'updated_at': 'soon'}                                 | 'updated_at'
            users     | {'deleted_at': 1777624200}                             | 'deleted_at'
            users     | {'updated_at': 1777624200, 'sent': 5}                  | 'sent'
            users     | {'updated_at': 1777624200, 'version': 9}               | 'version'
            tags      | {'updated_at': 1777624200}                             | 'updated_at'
            tags      | {'rows': 5}                                            | 'sent'
            """)
    void an_offset_that_no_task_can_go_on_from_is_refused_by_key_and_stream(String stream, String offset, String told) {
        Map<String, ?> partition = Map.of("workspace", "abc", "stream", stream);

        assertThatThrownBy(() -> check(partition, map(offset)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll(told, "stream " + stream);
    }

    @Test
    void the_connector_says_the_same() {
        IntercomSourceConnector connector = new IntercomSourceConnector();
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(map(USERS), map(TIME));
        assertThat(connector.alterOffsets(Map.of(), offsets)).isTrue();

        offsets.put(Map.of("workspace", "abc", "stream", "leads"), Map.of());
        assertThatThrownBy(() -> connector.alterOffsets(Map.of(), offsets))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll(List.of("'updated_at'", "leads").toArray(String[]::new));
    }

    private static void check(Map<String, ?> partition, Map<String, ?> offset) {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(partition, offset);
        VALIDATOR.check(offsets);
    }

    private static Map<String, Object> map(String json) {
        try {
            return new ObjectMapper().readValue(json.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException typo) {
            throw new IllegalArgumentException(json, typo);
        }
    }
}
