package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.stream.MovableClock;
import io.kafkaconnect.intercom.stream.Pace;
import io.kafkaconnect.intercom.stream.Readers;
import io.kafkaconnect.intercom.stream.ScriptedIntercom;
import io.kafkaconnect.intercom.stream.Step;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.StreamListener;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A list that is read whole: what is sent of it, pass after pass and from restart to restart. */
class SnapshotFeedTest {
    private static final String SCROLL = "GET /companies/scroll";
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
    private StreamMetrics metrics = new StreamMetrics();
    private Feed feed = started("companies", "companies");

    @Test
    void what_is_unchanged_stays_silent_pass_after_pass() {
        assertThat(pass("a one", "b two")).containsExactlyInAnyOrder("a one", "b two");
        assertThat(pass("b two", "a one")).isEmpty();
        assertThat(metrics.get(Count.PASSES)).isEqualTo(2);
    }

    @Test
    void what_is_unchanged_stays_silent_after_a_restart_too() {
        pass("a one", "b two");

        restart();

        assertThat(pass("a one", "b two")).isEmpty();
    }

    @Test
    void what_changed_and_what_is_new_is_sent() {
        pass("a one", "b two");
        restart();

        assertThat(pass("a one", "b other", "c three")).containsExactlyInAnyOrder("b other", "c three");
        assertThat(pass("a one", "b two", "c three")).containsExactly("b two");
    }

    @Test
    void what_a_complete_pass_did_not_meet_is_gone_once() {
        pass("a one", "b two");
        restart();

        assertThat(pass("b two")).containsExactly("a gone");
        restart();
        assertThat(pass("b two")).isEmpty();
        assertThat(pass("a one", "b two")).as("and back").containsExactly("a one");
    }

    @Test
    void a_broken_pass_makes_nothing_gone() {
        pass("a one", "b two");
        clock.goOn(INTERVAL);
        breaks("b two");

        clock.goOn(Duration.ofSeconds(1));
        intercom.answers(SCROLL, page("a one"), page("b two"), page());

        assertThat(sent()).isEmpty();
    }

    @Test
    void what_a_broken_pass_met_does_not_count_for_the_next() {
        pass("a one", "b two");
        clock.goOn(INTERVAL);
        breaks("a one");

        clock.goOn(Duration.ofSeconds(1));
        intercom.answers(SCROLL, page("b two"), page());

        assertThat(sent()).containsExactly("a gone");
    }

    @Test
    void what_only_a_broken_pass_met_is_not_sent() {
        breaks("a one", "b two");

        clock.goOn(Duration.ofSeconds(1));
        intercom.answers(SCROLL, page("b two"), page());

        assertThat(sent()).containsExactly("b two");
    }

    @Test
    void a_row_met_twice_in_a_pass_is_sent_as_it_was_met_last() {
        pass("a one");

        assertThat(pages(page("c x", "a other"), page("a newest", "b two"), page()))
                .containsExactlyInAnyOrder("a newest", "b two", "c x");
        assertThat(pages(page("a other", "b two"), page("c x", "a newest"), page()))
                .isEmpty();
    }

    @Test
    void rows_of_a_table_that_is_no_longer_selected_are_neither_sent_nor_gone() {
        feed = started("segment_members", "users_segments", "leads_segments");
        members("{id: 'u', role: 'user'}, {id: 'l', role: 'lead'}");
        assertThat(keys()).containsExactlyInAnyOrder("users_segments", "leads_segments");

        feed = started("segment_members", "users_segments");
        members("{id: 'u', role: 'user'}");
        assertThat(keys()).isEmpty();

        feed = started("segment_members", "users_segments", "leads_segments");
        members("{id: 'u', role: 'user'}");
        assertThat(keys()).as("selected again: the lead is gone by now").containsExactly("leads_segments");
    }

    @Test
    void a_row_with_the_key_of_another_table_is_met_for_itself() {
        feed = started("segment_members", "users_segments", "leads_segments");
        members("{id: 'c', role: 'lead'}");
        assertThat(keys()).containsExactly("leads_segments");

        members("{id: 'c', role: 'user'}");
        assertThat(records())
                .extracting(SourceRecord::topic, record -> record.value() == null)
                .containsExactlyInAnyOrder(tuple("users_segments", false), tuple("leads_segments", true));
    }

    @Test
    void each_shard_of_the_memory_is_stored_with_its_own_rows_so_that_any_part_of_a_batch_may_be_lost() {
        String[] companies = new String[300];
        for (int i = 0; i < companies.length; i++) {
            companies[i] = i + " x";
        }
        intercom.answers(SCROLL, page(companies), page());
        Batch batch = batch();
        feed.fill(batch);
        List<SourceRecord> records = batch.close();
        List<String> lost = new ArrayList<>();
        records.subList(0, 170).forEach(record -> stored.put(record.sourcePartition(), record.sourceOffset()));
        records.subList(170, 300).forEach(record -> lost.add(text(record)));

        restart();

        // Of the shard in which the acknowledged ones ended, all come again.
        assertThat(pass(companies)).containsAll(lost).hasSizeLessThan(160);
    }

    @Test
    void a_long_list_lets_the_task_come_back_in_between() {
        String[] companies = new String[1_200];
        for (int i = 0; i < companies.length; i++) {
            companies[i] = i + " x";
        }
        intercom.answers(SCROLL, page(companies), page());
        Batch batch = batch();
        for (int i = 0; i < 2; i++) {
            Step.Waiting waiting = feed.fill(batch);
            assertThat(waiting.asking()).isTrue();
            assertThat(waiting.until()).isBefore(clock.instant());
            assertThat(batch.isEmpty()).isTrue();
        }
        feed.fill(batch);
        assertThat(batch.close()).hasSize(1_200);
    }

    private Feed started(String name, String... tables) {
        Stream stream = Streams.named(name).orElseThrow();
        metrics = new StreamMetrics();
        Pace pace = new Pace(INTERVAL, Duration.ZERO, 150);
        Readers readers = new Readers(intercom, pace, pace, false, clock, () -> {});
        List<Map<String, String>> partitions = SourcePartition.of("abc", stream);
        RowMemory memory = new RowMemory(partitions.size());
        List<Position> shards = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            int shard = i;
            if (stored.get(partitions.get(i)) != null) {
                memory.restore(i, stored.get(partitions.get(i)));
            }
            shards.add(new Position(partitions.get(i), () -> memory.offset(shard)));
        }
        List<RowReader> rows = List.of(tables).stream()
                .map(table ->
                        new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {}))
                .toList();
        return new SnapshotFeed(
                name,
                readers.snapshot(stream, StreamListener.NONE),
                memory,
                shards,
                new Rows(name, rows, true, metrics),
                metrics);
    }

    private void restart() {
        feed = started("companies", "companies");
    }

    /** What the next pass over these companies, an id and a name each, sends. */
    private List<String> pass(String... companies) {
        return companies.length == 0 ? pages(page()) : pages(page(companies), page());
    }

    /** A pass breaks after the feed has taken these. */
    private void breaks(String... companies) {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.answers(SCROLL, page(companies)).waits(SCROLL, late);
        assertThat(sent()).isEmpty();
        late.complete(ScriptedIntercom.failed(intercom.last(), 500));
        assertThat(sent()).isEmpty();
    }

    private List<String> pages(String... pages) {
        clock.goOn(INTERVAL);
        intercom.answers(SCROLL, pages);
        return sent();
    }

    private void members(String contacts) {
        clock.goOn(INTERVAL);
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}")
                .answers("POST /contacts/search", "{data: [" + contacts + "]}");
    }

    private List<String> sent() {
        return records().stream().map(SnapshotFeedTest::text).toList();
    }

    private List<String> keys() {
        return records().stream().map(SourceRecord::topic).toList();
    }

    private List<SourceRecord> records() {
        Batch batch = batch();
        feed.fill(batch);
        List<SourceRecord> records = batch.close();
        records.forEach(record -> stored.put(record.sourcePartition(), record.sourceOffset()));
        return records;
    }

    private static Batch batch() {
        return new Batch(new RecordFactory("", KeyFormat.STRUCT));
    }

    private static String text(SourceRecord record) {
        String id = ((Struct) record.key()).getString("id");
        return id + " " + (record.value() == null ? "gone" : ((Struct) record.value()).getString("name"));
    }

    private static String page(String... companies) {
        List<String> items = new ArrayList<>();
        for (String company : companies) {
            String[] parts = company.split(" ", 2);
            items.add("{id: '" + parts[0] + "', name: '" + parts[1] + "'}");
        }
        return "{scroll_param: 'p', data: [" + String.join(", ", items) + "]}";
    }
}
