package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static io.kafkaconnect.intercom.sandbox.Client.where;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest extends SandboxTest {

    private List<JsonNode> listed() {
        return client.searchAll("conversations", EVERYTHING, by("updated_at", "ascending"), 150);
    }

    private JsonNode single(String id) {
        return client.get("/conversations/" + id + "?display_as=plaintext").json();
    }

    private List<String> updated(String operator, long second) {
        return ids(client.searchAll(
                "conversations", where("updated_at", operator, second), by("updated_at", "ascending"), 20));
    }

    @Test
    void searchComparesSecondsStrictly() {
        startEmpty();
        String[] ids = threeInThreeSeconds();
        long middle = NOW.getEpochSecond() + 1;

        assertThat(updated(">", middle)).containsExactly(ids[2]);
        assertThat(updated("<", middle)).containsExactly(ids[0]);
        assertThat(updated("=", middle)).containsExactly(ids[1]);
    }

    @Test
    void searchCanIncludeTheBounds() {
        start(options().size(Size.EMPTY).inclusiveConversationBounds());
        String[] ids = threeInThreeSeconds();
        long middle = NOW.getEpochSecond() + 1;

        assertThat(updated(">", middle)).containsExactly(ids[1], ids[2]);
        assertThat(updated("<", middle)).containsExactly(ids[0], ids[1]);
    }

    private String[] threeInThreeSeconds() {
        String contact = sandbox.changes().contacts().create(Role.USER, "Talker");
        String[] ids = new String[3];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = sandbox.changes().conversations().start(contact, "Hello");
            clock.pass(Duration.ofSeconds(1));
        }
        return ids;
    }

    @Test
    void searchHasPagesOfTwentyAndNeverMoreThan150() {
        startSmall();

        JsonNode page = client.search("conversations", EVERYTHING, null, null).json();
        assertThat(page.path("type").asText()).isEqualTo("conversation.list");
        assertThat(page.path("conversations")).hasSize(20);
        assertThat(page.path("total_count").asInt()).isEqualTo(150);
        assertThat(client.search("conversations", EVERYTHING, null, "{\"per_page\":151}")
                        .errorCode())
                .isEqualTo("parameter_invalid");
        assertThat(client.search("conversations", EVERYTHING, by("updated_at", "asc"), null)
                        .errorCode())
                .isEqualTo("invalid_sort_order");
    }

    @Test
    void pagesTogetherHoldEverythingOnceInOrderOfUpdate() {
        startSmall();

        List<JsonNode> all = client.searchAll("conversations", EVERYTHING, by("updated_at", "ascending"), 7);
        assertThat(ids(all)).hasSize(150).doesNotHaveDuplicates();
        assertThat(all).extracting(each -> each.path("updated_at").asLong()).isSorted();
        assertThat(ids(all)).isNotEqualTo(ids(all).stream().sorted().toList());
        assertThat(all.stream().map(each -> each.path("updated_at").asLong()).distinct())
                .hasSizeLessThan(150);
    }

    @Test
    void theListComesLatestUpdateFirst() {
        startSmall();
        JsonNode page = client.get("/conversations").json();

        assertThat(page.path("conversations"))
                .hasSize(20)
                .extracting(each -> each.path("updated_at").asLong())
                .isSortedAccordingTo(Collections.reverseOrder());
        assertThat(page.path("pages").path("next").path("starting_after").isTextual())
                .isTrue();
    }

    @Test
    void partsComeWithTheSingleConversationOnly() {
        startSmall();

        for (JsonNode each : listed()) {
            assertThat(each.has("conversation_parts")).isFalse();
            JsonNode parts = single(each.path("id").asText()).path("conversation_parts");
            int count = each.path("statistics").path("count_conversation_parts").asInt();
            // The opening message counts; no part, no count.
            assertThat(parts.path("conversation_parts")).hasSize(Math.min(500, Math.max(0, count - 1)));
            assertThat(parts.path("total_count").asInt())
                    .isEqualTo(parts.path("conversation_parts").size());
        }
    }

    @Test
    void onlyTheFiveHundredLatestPartsAreShown() {
        startEmpty();
        String contact = sandbox.changes().contacts().create(Role.USER, "Talker");
        String id = sandbox.changes().conversations().start(contact, "Hello");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 503; i++) {
            made.add(sandbox.changes().conversations().answer(id, "Answer " + i));
        }

        JsonNode conversation = single(id);
        JsonNode parts = conversation.path("conversation_parts");
        assertThat(ids(parts.path("conversation_parts"))).isEqualTo(made.subList(3, 503));
        assertThat(conversation
                        .path("statistics")
                        .path("count_conversation_parts")
                        .asInt())
                .isEqualTo(504);
    }

    @Test
    void plainTextIsForTheSingleConversationOnly() {
        startSmall();

        JsonNode linked = listed().stream()
                .filter(each -> each.path("source").path("body").asText().contains("<a href"))
                .findFirst()
                .orElseThrow();
        String path = "/conversations/" + linked.path("id").asText();
        String plain = client.get(path + "?display_as=plaintext")
                .json()
                .path("source")
                .path("body")
                .asText();
        assertThat(plain).doesNotContain("<p", "</a>", "&amp;").containsPattern("this page \\(https://[^ ]+\\)");
        assertThat(client.get(path).json().path("source").path("body"))
                .isEqualTo(linked.path("source").path("body"));
        JsonNode searched = client.post("/conversations/search?display_as=plaintext", "{\"query\":" + EVERYTHING + "}")
                .json();
        assertThat(searched.path("conversations").path(0).path("source").toString())
                .contains("<p");

        JsonNode mail = listed().stream()
                .filter(each -> each.path("source").path("subject").asText().startsWith("<p"))
                .findFirst()
                .orElseThrow();
        assertThat(single(mail.path("id").asText())
                        .path("source")
                        .path("subject")
                        .asText())
                .isNotEmpty()
                .doesNotContain("<p", "</p>");
    }

    @Test
    void attachmentsAreSignedAnewInEveryAnswer() {
        startSmall();
        JsonNode conversation = listed().stream()
                .filter(each -> !each.path("source").path("attachments").isEmpty())
                .findFirst()
                .orElseThrow();
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            urls.add(single(conversation.path("id").asText())
                    .path("source")
                    .path("attachments")
                    .path(0)
                    .path("url")
                    .asText());
        }

        assertThat(urls).doesNotHaveDuplicates();
        assertThat(urls.stream().map(url -> url.replaceAll("\\?.*", "")).distinct())
                .hasSize(1);
    }

    @Test
    void theDeletedAreListedByTimeAndNotFoundAnyMore() {
        startSmall();
        String id = ids(listed()).get(0);
        sandbox.changes().conversations().delete(id);

        assertThat(client.get("/conversations/" + id).errorCode()).isEqualTo("not_found");
        assertThat(ids(listed())).doesNotContain(id);
        JsonNode newestFirst = client.get("/conversations/deleted?per_page=5").json();
        assertThat(newestFirst.path("conversations").path(0).path("id").asText())
                .isEqualTo(id);
        assertThat(newestFirst.path("total_count").asInt()).isEqualTo(13);
        assertThat(newestFirst.path("pages").path("next").asText())
                .isEqualTo("https://api.intercom.io/conversations/deleted?per_page=5&page=2");
        JsonNode oldestFirst = client.get("/conversations/deleted?order=asc").json();
        assertThat(oldestFirst.path("conversations"))
                .extracting(each -> each.path("deleted_at").asLong())
                .hasSize(13)
                .isSorted();
        assertThat(oldestFirst.path("pages").path("next").isNull()).isTrue();
        assertThat(client.get("/conversations/deleted?per_page=61").errorCode()).isEqualTo("parameter_invalid");
    }

    @Test
    void whatHappensToAConversationShows() {
        startEmpty();
        var changes = sandbox.changes().conversations();
        String id = changes.start(sandbox.changes().contacts().create(Role.LEAD, "Talker"), "Hello");
        assertThat(single(id).path("waiting_since").isNumber()).isTrue();

        clock.pass(Duration.ofSeconds(5));
        changes.answer(id, "Hi <you>");
        JsonNode answered = single(id);
        assertThat(answered.path("waiting_since").isNull()).isTrue();
        assertThat(answered.path("updated_at").asLong()).isEqualTo(NOW.getEpochSecond() + 5);
        assertThat(answered.at("/conversation_parts/conversation_parts/0/body").asText())
                .isEqualTo("Hi <you>");
        changes.close(id);
        assertThat(single(id).path("open").booleanValue()).isFalse();
        changes.customerReply(id, "Again");
        JsonNode reopened = single(id);
        assertThat(reopened.path("state").asText()).isEqualTo("open");
        assertThat(reopened.at("/conversation_parts/conversation_parts/2/author/type")
                        .asText())
                .isEqualTo("lead");
        changes.snooze(id, NOW.getEpochSecond() + 1000);
        assertThat(single(id).path("snoozed_until").asLong()).isEqualTo(NOW.getEpochSecond() + 1000);
        String tag = sandbox.changes().catalogue().createTag("t");
        changes.tag(id, tag);
        assertThat(ids(single(id).path("tags").path("tags"))).containsExactly(tag);
        changes.untag(id, tag);
        assertThat(single(id).path("tags").path("tags")).isEmpty();
    }
}
