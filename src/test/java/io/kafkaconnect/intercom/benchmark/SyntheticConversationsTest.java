package io.kafkaconnect.intercom.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.sandbox.api.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticConversationsTest {
    private static final int CONVERSATIONS = 1_003;

    private final SyntheticConversations endless = new SyntheticConversations(CONVERSATIONS);

    private JsonNode ask(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new ObjectMapper()
                .readTree(endless.answer(new Call(method, path, Map.of(), Map.of(), bytes))
                        .body());
    }

    private JsonNode search(long than, String after) throws IOException {
        return ask(
                "POST",
                "/conversations/search",
                "{\"query\":{\"value\":%d},\"pagination\":{\"per_page\":150%s}}".formatted(than, after));
    }

    @Test
    void every_conversation_is_listed_once_in_the_order_of_its_time() throws IOException {
        List<String> ids = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = search(0, after);
            page.path("conversations").forEach(one -> {
                ids.add(one.path("id").asText());
                times.add(one.path("updated_at").asLong());
            });
            after = ",\"starting_after\":\"%s\""
                    .formatted(page.at("/pages/next/starting_after").asText());
        } while (!after.endsWith(":\"\""));

        assertThat(ids)
                .containsExactlyElementsOf(IntStream.range(0, CONVERSATIONS)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(times).isSorted();
    }

    @Test
    void a_search_starts_after_the_time_it_names() throws IOException {
        for (int number : new int[] {0, 1, 500, 1_001}) {
            long time = ask("GET", "/conversations/" + number, "")
                    .path("updated_at")
                    .asLong();

            JsonNode found = search(time, "");

            assertThat(found.at("/conversations/0/id").asInt()).isEqualTo(number + 1);
            assertThat(found.path("total_count").asInt()).isEqualTo(CONVERSATIONS - number - 1);
        }
        assertThat(search(Long.MAX_VALUE / 1_000_000, "").path("conversations")).isEmpty();
    }

    @Test
    void a_single_conversation_has_the_parts_it_declares_each_with_an_id_of_its_own() throws IOException {
        for (int number : new int[] {0, 1, 2, 1_000}) {
            JsonNode single = ask("GET", "/conversations/" + number, "");

            assertThat(single.path("id").asInt()).isEqualTo(number);
            assertThat(single.at("/conversation_parts/conversation_parts")).hasSize(endless.parts(number));
            assertThat(single.at("/statistics/count_conversation_parts").asInt())
                    .isEqualTo(endless.parts(number));
            assertThat(single.at("/conversation_parts/conversation_parts").findValuesAsText("id"))
                    .contains(Long.toString(number * 1_000L + 1));
        }
    }
}
