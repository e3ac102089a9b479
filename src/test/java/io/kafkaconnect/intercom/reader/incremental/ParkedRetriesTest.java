package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A few looks are under way at a time, and the task waits for their answers without going round and round. */
class ParkedRetriesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final List<CompletableFuture<Enricher.Enriched>> asked = new ArrayList<>();
    private final Enricher enricher = new Enricher() {
        @Override
        public CompletableFuture<Enriched> complete(ListedEntity listed) {
            throw new AssertionError("nothing is listed");
        }

        @Override
        public CompletableFuture<Enriched> again(String id) {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }
    };

    private ParkedRetries looksAt(int entities) {
        Map<String, ParkedEntity> parked = IntStream.range(0, entities)
                .mapToObj(i -> "e" + i)
                .collect(Collectors.toMap(id -> id, id -> ParkedEntity.until(ParkedEntity.Reason.VANISHED, 0, NOW)));
        return new ParkedRetries(
                enricher::again, new CursorTracker(new Cursor(NOW, Map.of(), parked), Duration.ofMinutes(1)), () -> {});
    }

    @Test
    void what_has_no_place_is_not_due_before_an_answer_comes() {
        ParkedRetries looks = looksAt(20);

        looks.begin(NOW);

        assertThat(asked).hasSize(8);
        assertThat(looks.due()).isEqualTo(Instant.MAX);

        asked.get(3).complete(new Enricher.Enriched.Vanished());
        assertThat(looks.poll()).isNotNull();
        assertThat(looks.due()).isEqualTo(NOW);

        looks.begin(NOW);
        assertThat(asked).hasSize(9);
    }

    @Test
    void those_under_way_are_not_due() {
        ParkedRetries looks = looksAt(3);

        looks.begin(NOW);

        assertThat(asked).hasSize(3);
        assertThat(looks.isAsking()).isTrue();
        assertThat(looks.due()).isEqualTo(Instant.MAX);
    }
}
