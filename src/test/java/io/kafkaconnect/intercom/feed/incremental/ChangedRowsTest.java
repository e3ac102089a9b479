package io.kafkaconnect.intercom.feed.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.MemoryState;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.RestoredMemory;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a conversation, only rows that differ are sent, and rows that have ended get tombstones. */
class ChangedRowsTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();
    private static final Stream STREAM = Streams.named("conversations").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-05-01T08:30:00Z");
    private static final String BEFORE = conversation("tags: {tags: [{id: 't1'}, {id: 't2'}]}", "{id: '1', body: 'x'}");

    private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private Batch.Order order = Batch.Order.ATOMIC;
    private EntityMemory memory;
    private ChangedRows rows;
    private EndedEntities ended;

    @BeforeEach
    void restart() {
        RestoredMemory restored = RestoredMemory.of(STREAM, stored);
        memory = new EntityMemory(restored.rows(), restored.shards());
        List<RowReader> readers = List.of(
                        "conversations", "conversations_tags", "conversation_parts", "conversation_parts_attachments")
                .stream()
                .map(table ->
                        new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {}))
                .toList();
        RowMapper mapper = new RowMapper("conversations", readers, false, metrics, new LogThrottle(Clock.systemUTC()));
        rows = ChangedRows.of(
                memory, mapper, table -> true, new PartitionOffset(Map.of("stream", "cursor"), Map::of), metrics);
        ended = new EndedEntities(
                memory, mapper, true, new PartitionOffset(Map.of("stream", "deletions"), Map::of), metrics);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nothing but its time | tags: {tags: [{id: 't1'}, {id: 't2'}]} | {id: '1', body: 'x'} | conversations 7
            one part more | tags: {tags: [{id: 't1'}, {id: 't2'}]} | {id: '1', body: 'x'}, {id: '2'} | conversations 7, conversation_parts 2
            a part redacted | tags: {tags: [{id: 't1'}, {id: 't2'}]} | {id: '1', body: ''} | conversations 7, conversation_parts 1
            a part deleted | tags: {tags: [{id: 't1'}, {id: 't2'}]} | "" | conversations 7, -conversation_parts 1
            a tag taken off | tags: {tags: [{id: 't1'}]} | {id: '1', body: 'x'} | conversations 7, -conversations_tags 7 t2
            all tags taken off | tags: {tags: []} | {id: '1', body: 'x'} | conversations 7, -conversations_tags 7 t1, -conversations_tags 7 t2
            no list of tags | other: 1 | {id: '1', body: 'x'} | conversations 7
            a list that counts more | tags: {tags: [], total_count: 2} | {id: '1', body: 'x'} | conversations 7
            a malformed tag | tags: {tags: [{}]} | {id: '1', body: 'x'} | conversations 7
            """)
    void of_a_changed_conversation_this_is_sent(String what, String tags, String parts, String expected) {
        send(BEFORE, 1);
        restart();

        assertThat(send(conversation(tags, parts == null ? "" : parts), 2)).isEqualTo(expected);
    }

    @Test
    void nothing_is_sent_again_of_what_was_sent_with_its_shard() {
        String alone = conversation("tags: {tags: []}", "");
        assertThat(send(alone, 1)).isEqualTo("conversations 7");
        restart();

        assertThat(send(alone, 1)).isEmpty();
    }

    @Test
    void the_address_of_a_file_that_is_signed_anew_is_no_change() {
        String url = "https://downloads.example.com/a.png?expires=%d&signature=%x&req=%d";
        send(conversation("", "{id: '1', body: 'see " + url.formatted(1, 2, 3) + " there'}"), 1);
        restart();

        assertThat(send(conversation("", "{id: '1', body: 'see " + url.formatted(4, 5, 6) + " there'}"), 2))
                .isEqualTo("conversations 7");
    }

    @Test
    void a_part_without_a_list_of_files_ends_none_of_its_files() {
        send(conversation("", "{id: '1', body: 'x', attachments: [{name: 'a', url: 'u'}]}"), 1);
        restart();
        assertThat(send(conversation("", "{id: '1', body: 'x'}"), 2)).isEqualTo("conversations 7");
        restart();
        assertThat(send(conversation("", "{id: '1', body: 'x', attachments: []}"), 3))
                .contains("-conversation_parts_attachments 1");
    }

    @Test
    void of_500_parts_an_older_one_is_out_of_view_and_a_missing_one_has_ended() {
        send(parts(1, 500), 1);
        restart();
        ObjectNode later = parts(102, 600);

        assertThat(send(later, 2))
                .contains("-conversation_parts 101", "conversation_parts 600")
                .doesNotContain("-conversation_parts 100");
    }

    @Test
    void a_deleted_conversation_ends_with_all_rows_that_were_ever_sent_of_it() {
        send(BEFORE, 1);
        restart();

        assertThat(delete("7"))
                .isEqualTo(
                        "-conversation_parts 1, -conversations_tags 7 t1, -conversations_tags 7 t2, -conversations 7");
        restart();
        assertThat(delete("7")).isEmpty();
    }

    @Test
    void a_deleted_conversation_that_was_never_sent_gets_no_tombstone() {
        assertThat(delete("8")).isEmpty();
    }

    @Test
    void a_deleted_conversation_that_may_have_been_sent_before_rows_were_remembered_gets_its_own() {
        memory.setState(MemoryState.unknown(NOW));

        assertThat(delete("8")).isEqualTo("-conversations 8");
    }

    @Test
    void after_a_rewind_all_rows_of_what_was_updated_up_to_then_are_sent() {
        send(BEFORE, 1);
        restart();
        memory.setState(new MemoryState(Instant.ofEpochSecond(1), true));

        assertThat(send(BEFORE, 1))
                .isEqualTo("conversations 7, conversations_tags 7 t1, conversations_tags 7 t2, conversation_parts 1");
        assertThat(send(conversation("tags: {tags: [{id: 't1'}, {id: 't2'}]}", "{id: '1', body: 'x'}"), 2))
                .isEqualTo("conversations 7");
    }

    @Test
    void without_transactions_the_conversation_itself_is_sent_when_kafka_has_the_rest() {
        order = Batch.Order.ACKNOWLEDGED;
        Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
        rows.send(entity(json(BEFORE), 1, false), batch);
        Batch last = batch.takeLast();

        assertThat(text(batch.toRecords()))
                .isEqualTo("conversations_tags 7 t1, conversations_tags 7 t2, conversation_parts 1");
        assertThat(text(last.toRecords())).isEqualTo("conversations 7");
    }

    @Test
    void without_transactions_a_row_with_the_offset_of_the_stream_is_sent_again_until_kafka_has_it() {
        order = Batch.Order.ACKNOWLEDGED;
        List<Runnable> first = acknowledgementsOf(BEFORE);
        List<Runnable> second = acknowledgementsOf(BEFORE);
        assertThat(first).hasSameSizeAs(second).isNotEmpty();

        first.forEach(Runnable::run);
        assertThat(acknowledgementsOf(BEFORE)).isEmpty();
    }

    @Test
    void kafka_has_an_earlier_version_of_a_row_and_a_later_one_is_under_way() {
        order = Batch.Order.ACKNOWLEDGED;
        String later = conversation("open: true", "");
        List<Runnable> ofEarlier = acknowledgementsOf(BEFORE);
        List<Runnable> ofLater = acknowledgementsOf(later);

        ofEarlier.forEach(Runnable::run);
        assertThat(acknowledgementsOf(later)).as("the later one may be lost").hasSize(1);
        ofLater.forEach(Runnable::run);
        assertThat(acknowledgementsOf(later)).isEmpty();
        assertThat(acknowledgementsOf(BEFORE)).as("the earlier one came back").hasSize(1);
    }

    @Test
    void without_transactions_a_deleted_conversation_is_known_until_kafka_has_its_tombstone() {
        order = Batch.Order.ACKNOWLEDGED;
        acknowledgementsOf(BEFORE).forEach(Runnable::run);
        Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
        ended.send(entity(json("{id: '7'}"), 1, true), batch);
        assertThat(memory.rows().rowsOf("7")).containsOnlyKeys("conversations/7");

        batch.whenAcknowledged().forEach(Runnable::run);
        assertThat(memory.rows().rowsOf("7")).isEmpty();
    }

    /** Sends what of the conversation must be sent; what is to run when Kafka has it. */
    private List<Runnable> acknowledgementsOf(String conversation) {
        Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
        rows.send(entity(json(conversation), 1, false), batch);
        return batch.whenAcknowledged();
    }

    private String send(String conversation, long updatedAt) {
        return send(json(conversation), updatedAt);
    }

    private String send(ObjectNode conversation, long updatedAt) {
        return sent(entity(conversation, updatedAt, false));
    }

    private String delete(String id) {
        return sent(entity(json("{id: '" + id + "'}"), 1, true));
    }

    private String sent(Entity entity) {
        Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
        (entity.deleted() ? ended : rows).send(entity, batch);
        List<SourceRecord> records = batch.toRecords();
        records.forEach(record -> stored.put(record.sourcePartition(), record.sourceOffset()));
        return text(records);
    }

    private static Entity entity(ObjectNode json, long updatedAt, boolean deleted) {
        json.put("updated_at", updatedAt);
        return new Entity(json, deleted, NOW);
    }

    /** Topics and keys, tombstones with a minus, the order within a table as it came. */
    private static String text(List<SourceRecord> records) {
        List<String> texts = new ArrayList<>();
        for (SourceRecord record : records) {
            Struct key = (Struct) record.key();
            StringBuilder text = new StringBuilder(record.value() == null ? "-" : "").append(record.topic());
            key.schema().fields().forEach(field -> text.append(' ').append(key.get(field)));
            texts.add(text.toString());
        }
        return String.join(", ", texts);
    }

    private static String conversation(String more, String parts) {
        return "{id: '7', conversation_parts: {conversation_parts: [" + parts + "]}" + (more.isEmpty() ? "" : ", ")
                + more + "}";
    }

    private static ObjectNode parts(int first, int last) {
        ObjectNode conversation = json("{id: '7', conversation_parts: {conversation_parts: []}}");
        ArrayNode parts = (ArrayNode) conversation.path("conversation_parts").path("conversation_parts");
        for (int id = last; id >= first; id--) {
            if (id != 101 || first == 1) {
                parts.addObject().put("id", Integer.toString(id));
            }
        }
        if (first > 1) {
            parts.addObject().put("id", "100");
        }
        return conversation;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
