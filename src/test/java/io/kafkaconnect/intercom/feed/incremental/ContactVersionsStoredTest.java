package io.kafkaconnect.intercom.feed.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.offset.UnstoredVersionsCodec;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Whatever a worker has stored when it dies, the version of each contact that was sent is in a shard or in the cursor. */
class ContactVersionsStoredTest {
    private static final long START = 1_777_624_200L;
    private static final String CURSOR = "cursor";

    private final Map<String, Map<String, Object>> stored = new HashMap<>();
    private final Instant mark = Instant.ofEpochSecond(START);
    private EntityMemory memory;
    private EntityRows rows;

    ContactVersionsStoredTest() {
        restart();
    }

    private void restart() {
        SentRows sent = new SentRows(OutputFormat.UNKNOWN, Set.of(), 1_000);
        BitSet shards = new BitSet();
        stored.forEach((partition, offset) -> {
            if (!partition.equals(CURSOR)) {
                shards.set(Integer.parseInt(partition));
                sent.restore(Integer.parseInt(partition), offset);
            }
        });
        memory = new EntityMemory(
                sent, new ShardOffsets(sent, shard -> Map.of("of", "" + shard), shards, true, MemoryReach.ALL));
        Map<String, Object> cursor = stored.getOrDefault(CURSOR, Map.of());
        memory.setReach(
                MemoryReach.of(cursor, shards.cardinality(), MemoryReach.ALL), UnstoredVersionsCodec.of(cursor));
        memory.readBy(() -> mark);
        PartitionOffset position = new PartitionOffset(Map.of("of", CURSOR), () -> {
            Map<String, Object> offset = new HashMap<>(Map.of("version", 4L));
            memory.addTo(offset, mark);
            return offset;
        });
        StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
        RowReader reader =
                new RowReader(Tables.named("users").orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {});
        RowMapper mapper = new RowMapper("users", List.of(reader), true, metrics, new LogThrottle(Clock.systemUTC()));
        rows = new NewestContacts(
                ChangedRows.shared(memory, mapper, table -> true, position, metrics, contact -> Map.of()), sent);
    }

    /** A batch with one row for each contact. Returns the source partition of each record. */
    private List<String> send(long updatedAt, String... ids) {
        Batch batch = batch(Batch.Order.ATOMIC);
        for (String id : ids) {
            add(id, updatedAt, updatedAt + 1, batch);
        }
        return store(batch);
    }

    private static Batch batch(Batch.Order order) {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
    }

    private void add(String id, long updatedAt, long asOf, Batch batch) {
        ObjectNode contact = new ObjectMapper()
                .createObjectNode()
                .put("id", id)
                .put("role", "user")
                .put("updated_at", updatedAt);
        rows.send(new Entity(contact, false, Instant.ofEpochSecond(asOf)), batch);
    }

    private List<String> store(Batch batch) {
        List<SourceRecord> records = batch.toRecords();
        records.forEach(
                record -> stored.put((String) record.sourcePartition().get("of"), Map.copyOf(castOffset(record))));
        return records.stream()
                .map(record -> (String) record.sourcePartition().get("of"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> castOffset(SourceRecord record) {
        return (Map<String, Object>) record.sourceOffset();
    }

    private long version(String id) {
        return VersionMark.of(memory.rows().rowsOf(id), id);
    }

    @Test
    void the_row_of_a_contact_that_changes_alone_carries_the_cursor_which_lists_its_version() {
        send(START, "a");
        assertThat(send(START + 60, "a")).containsExactly(CURSOR);
        assertThat(stored.get(CURSOR)).containsKey("unstored");

        restart();

        assertThat(version("a")).isEqualTo(START + 60);
        assertThat(memory.containsVersions(1)).isTrue();
    }

    @Test
    void of_contacts_that_change_together_one_carries_the_cursor_and_the_others_their_shards() {
        send(START, "a", "b", "c");
        assertThat(send(START + 60, "a", "b", "c")).containsExactly(CURSOR, "0", "0");

        restart();

        assertThat(List.of(version("a"), version("b"), version("c"))).containsOnly(START + 60);
    }

    @Test
    void a_version_leaves_the_cursor_when_its_shard_is_stored() {
        send(START, "a", "b");
        send(START + 60, "a");
        assertThat(UnstoredVersionsCodec.of(stored.get(CURSOR))).containsOnlyKeys("a");

        send(START + 120, "b", "a");
        send(START + 180, "b");

        assertThat(UnstoredVersionsCodec.of(stored.get(CURSOR))).containsOnlyKeys("b");
    }

    @Test
    void a_deleted_contact_gets_no_version_from_an_older_cursor() {
        send(START, "a", "b");
        send(START + 60, "a");
        memory.rows().remove("a", "users/a");
        memory.rows().remove("a", VersionMark.name("a"));
        memory.rows().put("a", "users_tags/a/1", 42);
        stored.put("0", memory.rows().offset(0));

        restart();

        assertThat(version("a")).isEqualTo(VersionMark.UNKNOWN_TIME);
    }

    /** The second row of "a" follows the first one, which waits until Kafka has acknowledged that of "b". */
    @Test
    void a_shard_does_not_contain_a_version_whose_row_waits() {
        send(START, "a", "b");
        Batch batch = batch(Batch.Order.ACKNOWLEDGED);
        add("a", START + 60, START + 70, batch);
        add("b", START + 60, START + 70, batch);
        add("a", START + 65, START + 70, batch);
        Batch rest = batch.takeLast();
        assertThat(store(batch)).containsExactly("0");
        assertThat(rest).isNotNull();

        restart();

        assertThat(send(START + 65, "a")).hasSize(1);
    }

    /** One wrong response names a time to come. */
    @Test
    void a_version_of_the_future_holds_back_no_other() {
        send(START, "a");
        Batch wrong = batch(Batch.Order.ATOMIC);
        add("a", START + 40_000, START + 10, wrong);
        store(wrong);
        Batch right = batch(Batch.Order.ATOMIC);
        add("a", START + 20, START + 30, right);

        assertThat(store(right)).hasSize(1);
    }

    @Test
    void an_older_version_than_the_stored_one_is_left_out_for_a_day() {
        send(START, "a");
        restart();

        for (long late : new long[] {-30, 0, 10, Duration.ofHours(23).toSeconds()}) {
            assertThat(sendOlder(START + late)).as("after %d seconds", late).isEmpty();
        }
        assertThat(sendOlder(START + Duration.ofDays(2).toSeconds())).hasSize(1);
    }

    private List<String> sendOlder(long asOf) {
        Batch batch = batch(Batch.Order.ATOMIC);
        add("a", START - 100, asOf, batch);
        return store(batch);
    }

    @Test
    void beyond_1000_versions_the_memory_vouches_for_later_ones_alone() {
        String[] ids = new String[70_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "c" + i;
        }
        send(START, ids);
        send(START + 600, ids);
        restart();

        assertThat(memory.containsVersions(START + 600)).isFalse();
        assertThat(memory.containsVersions(START + 601)).isTrue();
        assertThat(memory.containsEach(1)).isTrue();
    }
}
