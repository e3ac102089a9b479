package io.kafkaconnect.intercom.feed.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.support.RestoredMemory;
import io.kafkaconnect.intercom.table.KeyFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a whole list lacks is looked up, and no more than that. */
class UnlistedEntitiesTest {
    private static final int SENT = 300;

    /** Far more than two readings and all lookups take. */
    private static final int STEPS = 5_000;

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final Queue<Set<Integer>> lists = new ArrayDeque<>();
    private final Set<Integer> existing = range(0, SENT);
    private final List<String> lookedUp = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private final Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), Batch.Order.ATOMIC);
    private SnapshotReader reader;
    private UnlistedEntities unlisted;
    private int passes;

    /** A pass over a list of one page. */
    private final class OnePage implements ListPass {
        private final Set<Integer> shown = lists.remove();

        @Override
        public CompletableFuture<Page> next() {
            List<ObjectNode> entities = shown.stream()
                    .map(id -> JsonNodeFactory.instance.objectNode().put("id", id.toString()))
                    .toList();
            return CompletableFuture.completedFuture(new Page(entities, List.of(), Instant.EPOCH, true));
        }

        @Override
        public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
            lookedUp.add(subject);
            Existence presence = existing.contains(Integer.valueOf(subject)) ? Existence.THERE : Existence.GONE;
            return CompletableFuture.completedFuture(row -> presence);
        }
    }

    @BeforeEach
    void begin() {
        RestoredMemory restored = RestoredMemory.of(Streams.named("tickets").orElseThrow(), Map.of());
        EntityMemory memory = new EntityMemory(restored.rows(), restored.shards());
        range(0, SENT).forEach(id -> memory.rows().put(id.toString(), "tickets/" + id, 7));
        reader = new SnapshotReader(OnePage::new, INTERVAL, clock, () -> {}, StreamListener.NONE);
        unlisted = new UnlistedEntities(
                "tickets",
                reader,
                memory,
                (entity, to) -> {
                    String id = entity.json().path("id").asText();
                    ended.add(id);
                    memory.rows().remove(id, "tickets/" + id);
                },
                new DeletedIds(1_000),
                clock);
    }

    private static Set<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> text(Set<Integer> ids) {
        return ids.stream().map(Object::toString).collect(Collectors.toSet());
    }

    /** Reads the lists that are left, and all that follows from them. */
    private void read() {
        int all = lists.size();
        for (int i = 0; i < STEPS; i++) {
            if (unlisted.advance(batch).isPresent()) {
                clock.pass(Duration.ofSeconds(10));
            } else if (passes < all) {
                step(reader.next());
            }
        }
        assertThat(passes).isEqualTo(all);
    }

    private void step(ReadStep step) {
        if (step instanceof ReadStep.PassStarted) {
            unlisted.passBegins();
        } else if (step instanceof ReadStep.Item item) {
            unlisted.listed(item.entity().json().path("id").asText());
        } else if (step instanceof ReadStep.PassFinished) {
            passes++;
            unlisted.passEnds();
        } else {
            clock.pass(INTERVAL);
        }
    }

    @Test
    void an_entity_that_the_list_lacks_ends_after_two_lookups() {
        existing.removeAll(range(0, 20));
        lists.add(range(20, SENT));
        read();

        assertThat(ended).isEqualTo(text(range(0, 20)));
        assertThat(lookedUp).hasSize(2 * 20);
    }

    @Test
    void a_list_that_lacks_many_is_read_again_and_nothing_is_looked_up_if_that_one_is_whole() {
        lists.add(range(200, SENT));
        lists.add(range(0, SENT));
        read();

        assertThat(ended).isEmpty();
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void only_what_both_readings_lack_is_looked_up() {
        lists.add(range(0, 150));
        lists.add(range(140, SENT - 5));
        read();

        assertThat(ended).isEmpty();
        assertThat(lookedUp).containsExactlyInAnyOrderElementsOf(text(range(SENT - 5, SENT)));
    }

    @Test
    void many_that_are_gone_end_after_the_second_reading() {
        existing.removeAll(range(0, 200));
        lists.add(range(200, SENT));
        lists.add(range(200, SENT));
        read();

        assertThat(ended).isEqualTo(text(range(0, 200)));
        assertThat(lookedUp).hasSize(2 * 200);
    }

    @Test
    void the_reading_an_interval_later_is_a_first_one_again() {
        lists.add(range(200, SENT));
        lists.add(range(0, SENT));
        lists.add(range(200, SENT));
        lists.add(range(0, SENT));
        read();

        assertThat(lookedUp).isEmpty();
    }
}
