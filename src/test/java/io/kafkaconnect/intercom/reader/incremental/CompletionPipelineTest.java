package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionPipelineTest {
    private final List<CompletableFuture<Enricher.Enriched>> begun = new ArrayList<>();
    private final List<Integer> pages = new ArrayList<>();

    private final Enricher enricher = new Enricher() {
        @Override
        public CompletableFuture<Enriched> complete(ListedEntity listed) {
            CompletableFuture<Enriched> completed = new CompletableFuture<>();
            begun.add(completed);
            return completed;
        }

        @Override
        public CompletableFuture<Enriched> again(String id) {
            return new CompletableFuture<>();
        }

        @Override
        public long memory(ListedEntity listed) {
            return listed.json().path("kilobytes").asLong() * 1_000;
        }

        @Override
        public void page(List<ListedEntity> listed) {
            pages.add(listed.size());
        }
    };

    private static List<ListedEntity> page(int... sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size -> new ListedEntity(
                        "e" + size, 0, JsonNodeFactory.instance.objectNode().put("kilobytes", size), Instant.EPOCH))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1 1 1 1 1 1, 4",
        "25000 25000 25000 25000, 3",
        "200000 1 1, 1",
        "1 200000 1 1, 2",
        "59999 1 1, 2",
    })
    void as_many_are_completed_side_by_side_as_number_and_memory_allow(String sizes, int atOnce) {
        CompletionPipeline pipeline = new CompletionPipeline(enricher, 4, () -> {});
        pipeline.add(page(
                Arrays.stream(sizes.split(" ", -1)).mapToInt(Integer::parseInt).toArray()));

        pipeline.begin();

        assertThat(begun).hasSize(atOnce);
        int released = 0;
        while (!pipeline.isEmpty()) {
            begun.get(released).complete(new Enricher.Enriched.Vanished());
            assertThat(pipeline.poll()).isNotNull();
            released++;
            pipeline.begin();
        }
        assertThat(released).isEqualTo(sizes.split(" ", -1).length);
    }

    @Test
    void they_come_out_in_the_order_of_the_list_and_pages_are_shown_at_once() {
        CompletionPipeline pipeline = new CompletionPipeline(enricher, 2, () -> {});
        pipeline.add(page(1, 2));
        pipeline.add(page(3));

        assertThat(pages).containsExactly(2, 1);
        pipeline.begin();
        assertThat(pipeline.backlog()).isEqualTo(1);
        begun.get(1).complete(new Enricher.Enriched.Vanished());
        assertThat(pipeline.poll()).isNull();
        begun.get(0).complete(new Enricher.Enriched.Vanished());

        assertThat(pipeline.poll().listed().id()).isEqualTo("e1");
        pipeline.begin();
        assertThat(pipeline.poll().listed().id()).isEqualTo("e2");
    }

    @Test
    void nothing_is_left_of_what_was_forgotten() {
        CompletionPipeline pipeline = new CompletionPipeline(enricher, 2, () -> {});
        pipeline.add(page(50_000, 50_000, 1));
        pipeline.begin();

        pipeline.clear();

        assertThat(begun).hasSize(2).allMatch(CompletableFuture::isCancelled);
        assertThat(pipeline.isEmpty()).isTrue();
        pipeline.add(page(1, 1, 1));
        pipeline.begin();
        assertThat(begun).hasSize(2 + 2);
        assertThat(pages).containsExactly(3, 3);
    }
}
