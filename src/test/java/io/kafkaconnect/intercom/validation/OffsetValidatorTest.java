package io.kafkaconnect.intercom.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.offset.FingerprintCodec;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Streams;
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
    private static final String TIME = "{'updated_at': '2026-05-01T08:30:00Z'}";

    @Test
    void a_partition_names_workspace_and_stream_and_of_large_lists_the_shard() {
        assertThat(SourcePartition.of("abc", Streams.named("users").orElseThrow()))
                .containsExactly(Map.of("workspace", "abc", "stream", "users"));
        assertThat(SourcePartition.of("abc", Streams.named("companies").orElseThrow()))
                .hasSize(256)
                .doesNotHaveDuplicates()
                .contains(Map.of("workspace", "abc", "stream", "companies", "shard", "255"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'workspace': 'abc', 'stream': 'users'}                                 | {'updated_at': '2026-05-01T08:30:00Z'}
            {'workspace': 'abc', 'stream': 'leads'}                                 | {'version': 1, 'updated_at': 1777624200}
            {'workspace': 'abc', 'stream': 'conversations_deleted'}                 | {'deleted_at': 1777624200}
            {'workspace': 'abc', 'stream': 'users'}                                 | null
            {'stream': 'no more'}                                                   | null
            null                                                                    | null
            """)
    void what_the_tasks_can_go_on_from_is_accepted_and_so_is_any_deletion(String partition, String offset) {
        assertThatCode(() -> OffsetValidator.check(map(partition), map(offset))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'workspace': 'abc', 'stream': 'tags'}",
                "{'workspace': 'a', 'stream': 'companies', 'shard': '7'}"
            })
    void the_memory_of_rows_is_accepted_as_it_was_written(String partition) {
        Map<String, Object> offset = FingerprintCodec.encode(new TreeMap<>(Map.of("tags/1", 5L)));

        assertThatCode(() -> OffsetValidator.check(map(partition), offset)).doesNotThrowAnyException();
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
            {'workspace': 'abc', 'stream': 'companies', 'shard': '256'}  | shard=0
            {'workspace': 'abc', 'stream': 'companies', 'shard': 3}      | shard=0
            """)
    void a_partition_that_no_task_reads_is_refused(String partition, String told) {
        assertThatThrownBy(() -> OffsetValidator.check(map(partition), map(TIME)))
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

        assertThatThrownBy(() -> OffsetValidator.check(partition, map(offset)))
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

    private static Map<String, Object> map(String json) {
        try {
            return new ObjectMapper().readValue(json.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException typo) {
            throw new IllegalArgumentException(json, typo);
        }
    }
}
