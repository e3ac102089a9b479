package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private final Enricher details = new Enricher() {
        @Override
        public CompletableFuture<Enriched> complete(ObjectNode listed, Instant asOf) {
            CompletableFuture<Enriched> completed = new CompletableFuture<>();
            begun.add(completed);
            return completed;
        }

        @Override
        public CompletableFuture<Enriched> again(String id) {
            return new CompletableFuture<>();
        }

        @Override
        public int weight(ObjectNode listed) {
            return listed.path("weight").asInt();
        }

        @Override
        public void page(List<ObjectNode> listed) {
            pages.add(listed.size());
        }
    };

    private static List<ListedEntity> page(int... weights) {
        return Arrays.stream(weights)
                .mapToObj(weight -> new ListedEntity(
                        "e" + weight, 0, JsonNodeFactory.instance.objectNode().put("weight", weight), Instant.EPOCH))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1 1 1 1 1 1, 4",
        "4000 4000 4000 4000, 3",
        "30000 1 1, 1",
        "1 30000 1 1, 2",
        "9999 1 1, 2",
    })
    void as_many_are_completed_side_by_side_as_number_and_weight_allow(String weights, int atOnce) {
        CompletionPipeline window = new CompletionPipeline(details, 4, () -> {});
        window.add(page(Arrays.stream(weights.split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray()));

        window.begin();

        assertThat(begun).hasSize(atOnce);
        int released = 0;
        while (!window.isEmpty()) {
            begun.get(released).complete(new Enricher.Enriched.Vanished());
            assertThat(window.poll()).isNotNull();
            released++;
            window.begin();
        }
        assertThat(released).isEqualTo(weights.split(" ", -1).length);
    }

    @Test
    void they_come_out_in_the_order_of_the_list_and_pages_are_shown_at_once() {
        CompletionPipeline window = new CompletionPipeline(details, 2, () -> {});
        window.add(page(1, 2));
        window.add(page(3));

        assertThat(pages).containsExactly(2, 1);
        window.begin();
        assertThat(window.backlog()).isEqualTo(1);
        begun.get(1).complete(new Enricher.Enriched.Vanished());
        assertThat(window.poll()).isNull();
        begun.get(0).complete(new Enricher.Enriched.Vanished());

        assertThat(window.poll().listed().id()).isEqualTo("e1");
        window.begin();
        assertThat(window.poll().listed().id()).isEqualTo("e2");
    }

    @Test
    void nothing_is_left_of_what_was_forgotten() {
        CompletionPipeline window = new CompletionPipeline(details, 2, () -> {});
        window.add(page(9_000, 9_000, 1));
        window.begin();

        window.clear();

        assertThat(window.isEmpty()).isTrue();
        window.add(page(1, 1, 1));
        window.begin();
        assertThat(begun).hasSize(2 + 2);
        assertThat(pages).containsExactly(3, 3);
    }
}
