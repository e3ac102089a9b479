package io.kafkaconnect.intercom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.table.BadValueListener;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchTest {
    private static final RowReader TAGS = reader();
    private static final int PARTITIONS = 3;

    private final SourceRecordFactory records = new SourceRecordFactory("intercom.", KeyFormat.STRUCT);

    /** A stream of numbered rows whose offset is how many of them were sent. */
    private static final class Numbered {
        private final PartitionOffset position;
        private long sent;

        Numbered(int name, long stored) {
            sent = stored;
            position = new PartitionOffset(Map.of("stream", "s" + name), () -> Map.of("sent", sent));
        }

        void send(Batch batch) {
            batch.add(position, tag(position.partition().get("stream") + "-" + sent++, "n"));
        }
    }

    /**
     * Every order of up to six rows of three partitions, in two batches; every part of them that the worker may have acknowledged. What
     * was not acknowledged must come again, from the offset of the last acknowledged record of its partition.
     */
    @Test
    void wherever_the_acknowledged_records_end_a_restart_loses_no_row() {
        int cases = 0;
        for (int length = 1; length <= 6; length++) {
            for (int order = 0; order < Math.pow(PARTITIONS, length); order++) {
                for (int secondFrom = 1; secondFrom <= length; secondFrom++) {
                    assertNothingIsLost(made(order, length, secondFrom));
                    cases++;
                }
            }
        }
        assertThat(cases).isEqualTo(3 + 2 * 9 + 3 * 27 + 4 * 81 + 5 * 243 + 6 * 729);
    }

    @Test
    void only_the_last_record_of_a_partition_in_a_batch_carries_the_new_offset() {
        Batch batch = new Batch(records);
        Numbered one = new Numbered(1, 5);
        Numbered two = new Numbered(2, 0);
        one.send(batch);
        two.send(batch);
        one.send(batch);
        one.send(batch);

        assertThat(batch.toRecords().stream().map(BatchTest::offset)).containsExactly(5L, 1L, 5L, 8L);

        Batch next = new Batch(records);
        one.send(next);
        one.send(next);
        assertThat(next.toRecords().stream().map(BatchTest::offset)).containsExactly(8L, 10L);
    }

    @Test
    void what_is_to_happen_before_the_rows_that_wait_happens_when_they_become_records() {
        Batch batch = new Batch(records, Batch.Order.ACKNOWLEDGED);
        Numbered one = new Numbered(1, 0);
        Numbered two = new Numbered(2, 0);
        one.send(batch);
        batch.addLast(two.position, tag("last", "n"));
        batch.beforeLast(() -> two.sent = 7);

        Batch rest = batch.takeLast();
        batch.toRecords();
        assertThat(two.sent).isZero();

        assertThat(rest.toRecords().stream().map(BatchTest::offset)).containsExactly(7L);
    }

    /** No other row carries an offset that must be stored first. */
    @Test
    void where_all_rows_wait_it_happens_with_them() {
        Batch batch = new Batch(records, Batch.Order.ACKNOWLEDGED);
        Numbered one = new Numbered(1, 0);
        batch.addLast(one.position, tag("last", "n"));
        batch.beforeLast(() -> one.sent = 7);

        assertThat(batch.takeLast()).isNull();
        assertThat(batch.toRecords().stream().map(BatchTest::offset)).containsExactly(7L);
    }

    /** The worker stores no offset of a record that a transformation drops. */
    @Test
    void every_record_of_a_batch_that_is_sent_whole_or_not_at_all_carries_the_new_offset() {
        Batch batch = new Batch(records, Batch.Order.ATOMIC);
        Numbered one = new Numbered(1, 5);
        Numbered two = new Numbered(2, 0);
        one.send(batch);
        two.send(batch);
        one.send(batch);

        assertThat(batch.toRecords().stream().map(BatchTest::offset)).containsExactly(7L, 1L, 7L);
    }

    @Test
    void a_batch_that_was_sent_holds_no_rows_and_still_says_which_offsets_it_carried() {
        Batch batch = new Batch(records);
        Numbered sent = new Numbered(1, 0);
        sent.send(batch);

        assertThat(batch.toRecords()).hasSize(1);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.isCarrying(sent.position)).isTrue();
        assertThat(batch.isCarrying(new Numbered(1, 0).position)).isFalse();
    }

    @Test
    void a_batch_is_full_by_rows() {
        Batch batch = new Batch(records);
        Numbered rows = new Numbered(1, 0);
        for (int i = 0; i < 4_999; i++) {
            rows.send(batch);
        }
        assertThat(batch.isFull()).isFalse();

        rows.send(batch);

        assertThat(batch.isFull()).isTrue();
        assertThat(batch.toRecords()).hasSize(5_000);
    }

    @Test
    void a_batch_is_full_by_the_length_of_its_texts() {
        Batch batch = new Batch(records);
        PartitionOffset position = new PartitionOffset(Map.of(), Map::of);
        String text = "x".repeat(1 << 20);
        for (int i = 0; i < 7; i++) {
            batch.add(position, tag("" + i, text));
        }
        assertThat(batch.isFull()).isFalse();

        batch.add(position, tag("8", text));

        assertThat(batch.isFull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_record_has_the_topic_of_its_table_and_leaves_partition_and_time_to_kafka(KeyFormat format) {
        Row row = tag("7", "vip");
        SourceRecord record =
                new SourceRecordFactory("intercom.", format).record(Map.of("a", "b"), Map.of("c", 1L), row);

        assertThat(record.topic()).isEqualTo("intercom.tags");
        assertThat(record.kafkaPartition()).isNull();
        assertThat(record.timestamp()).isNull();
        assertThat(record.key()).isEqualTo(format == KeyFormat.STRUCT ? row.key() : "7");
        assertThat(record.keySchema()).isEqualTo(format == KeyFormat.STRUCT ? TAGS.keySchema() : Schema.STRING_SCHEMA);
        assertThat(record.value()).isSameAs(row.value());
        assertThat(record.valueSchema()).isSameAs(TAGS.valueSchema());
    }

    @Test
    void a_tombstone_has_neither_value_nor_schema() {
        SourceRecord record = records.record(Map.of(), Map.of(), TAGS.tombstone(List.of("7")));

        assertThat(record.key()).isEqualTo(new Struct(TAGS.keySchema()).put("id", "7"));
        assertThat(record.value()).isNull();
        assertThat(record.valueSchema()).isNull();
    }

    private List<SourceRecord> made(int order, int length, int secondFrom) {
        Numbered[] streams = new Numbered[PARTITIONS];
        for (int i = 0; i < PARTITIONS; i++) {
            streams[i] = new Numbered(i, 0);
        }
        List<SourceRecord> made = new ArrayList<>();
        Batch batch = new Batch(records);
        int digits = order;
        for (int i = 0; i < length; i++) {
            if (i == secondFrom) {
                made.addAll(batch.toRecords());
                batch = new Batch(records);
            }
            streams[digits % PARTITIONS].send(batch);
            digits /= PARTITIONS;
        }
        made.addAll(batch.toRecords());
        return made;
    }

    private static void assertNothingIsLost(List<SourceRecord> made) {
        // The worker keeps the acknowledged prefix of each partition by itself, so theirs may end anywhere apart.
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Map<String, ?> own = Map.of("stream", "s" + partition);
            List<SourceRecord> records = made.stream()
                    .filter(record -> record.sourcePartition().equals(own))
                    .toList();
            long stored = 0;
            for (int acknowledged = 0; acknowledged <= records.size(); acknowledged++) {
                stored = acknowledged == 0 ? 0 : offset(records.get(acknowledged - 1));
                assertThat(stored).as("rows never sent again of %s", made).isLessThanOrEqualTo(acknowledged);
            }
            assertThat(stored).as("all acknowledged: nothing is sent again").isEqualTo(records.size());
        }
    }

    private static long offset(SourceRecord record) {
        return (long) record.sourceOffset().get("sent");
    }

    private static Row tag(String id, String name) {
        Struct key = new Struct(TAGS.keySchema()).put("id", id);
        return new Row(
                TAGS.table(), key, new Struct(TAGS.valueSchema()).put("id", id).put("name", name), null);
    }

    private static RowReader reader() {
        BadValueListener none = (table, column) -> {};
        return new RowReader(Tables.named("tags").orElseThrow(), ColumnSet.DOCUMENTED, none);
    }
}
