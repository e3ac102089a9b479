package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static io.kafkaconnect.intercom.sandbox.Client.where;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactSearchTest extends SandboxTest {

    @Test
    void withoutAnOrderTheLastSeenComeFirst() {
        startSmall();

        List<Long> seen = client.searchAll("contacts", EVERYTHING, null, 50).stream()
                .map(contact -> contact.path("last_seen_at").asLong(-1))
                .toList();
        assertThat(seen)
                .hasSize(180)
                .isSortedAccordingTo(Collections.reverseOrder())
                .contains(-1L, 0L + seen.get(0));
    }

    @Test
    void anOrderMustBeSpeltOut() {
        startSmall();

        for (String word : List.of("asc", "desc", "ASCENDING", "up")) {
            Client.Answer answer = client.search("contacts", EVERYTHING, by("updated_at", word), null);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("invalid_sort_order");
        }
        assertThat(client.with("Intercom-Version", "2.15")
                        .search("contacts", EVERYTHING, by("updated_at", "desc"), null)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"updated_at", "created_at", "id", "last_seen_at", "signed_up_at", "email"})
    void pagesTogetherHoldEverythingOnceInEitherOrder(String field) {
        startSmall();

        List<String> up = ids(client.searchAll("contacts", EVERYTHING, by(field, "ascending"), 7));
        List<String> down = new ArrayList<>(ids(client.searchAll("contacts", EVERYTHING, by(field, "descending"), 11)));
        Collections.reverse(down);
        assertThat(up).hasSize(180).doesNotHaveDuplicates().isEqualTo(down);
    }

    @Test
    void sortingUsesSecondsThoughFilteringUsesDays() {
        startSmall();

        assertThat(client.searchAll("contacts", EVERYTHING, by("updated_at", "ascending"), 50))
                .extracting(contact -> contact.path("updated_at").asLong())
                .isSorted();
    }

    @Test
    void aPageTellsTheNextUntilTheLast() {
        startSmall();

        JsonNode first = client.search("contacts", EVERYTHING, null, "{\"per_page\":100}")
                .json();
        assertThat(first.path("data")).hasSize(100);
        assertThat(first.path("total_count").asInt()).isEqualTo(180);
        assertThat(first.path("pages").path("page").asInt()).isEqualTo(1);
        assertThat(first.path("pages").path("total_pages").asInt()).isEqualTo(2);
        JsonNode next = first.path("pages").path("next");
        assertThat(next.path("page").asInt()).isEqualTo(2);
        String after = next.path("starting_after").textValue();
        assertThat(new String(Base64.getDecoder().decode(after), StandardCharsets.UTF_8))
                .matches("\\[-?\\d+,\"[0-9a-f]{24}\",2]");

        JsonNode last = client.search(
                        "contacts", EVERYTHING, null, "{\"per_page\":100,\"starting_after\":\"" + after + "\"}")
                .json();
        assertThat(last.path("data")).hasSize(80);
        assertThat(last.path("pages").path("page").asInt()).isEqualTo(2);
        assertThat(last.path("pages").has("next")).isFalse();
    }

    @Test
    void aCursorInTheQueryStringIsIgnored() {
        startSmall();
        JsonNode first = client.search("contacts", EVERYTHING, null, null).json();
        String after = first.path("pages").path("next").path("starting_after").textValue();

        JsonNode again = client.post(
                        "/contacts/search?starting_after=" + after.replace("=", "%3D"),
                        "{\"query\":" + EVERYTHING + "}")
                .json();
        assertThat(again.path("data")).isEqualTo(first.path("data"));
    }

    @Test
    void aCursorGoesOnAfterItsPlaceWhateverHasMoved() {
        startSmall();
        String order = by("updated_at", "ascending");
        JsonNode first = client.search("contacts", EVERYTHING, order, "{\"per_page\":10}")
                .json();
        List<String> all = ids(client.searchAll("contacts", EVERYTHING, order, 150));
        String after = first.path("pages").path("next").path("starting_after").textValue();

        sandbox.changes().contacts().rename(all.get(3), "moved to the end");
        sandbox.changes().contacts().delete(all.get(9));
        sandbox.changes().contacts().delete(all.get(10));

        JsonNode second = client.search(
                        "contacts", EVERYTHING, order, "{\"per_page\":10,\"starting_after\":\"" + after + "\"}")
                .json();
        assertThat(ids(second.path("data"))).isEqualTo(all.subList(11, 21));
        assertThat(ids(client.searchAll("contacts", EVERYTHING, order, 150))).endsWith(all.get(3));
    }

    @Test
    void aBrokenCursorIsInvalid() {
        startSmall();

        for (String cursor : List.of("x", "bm90IGpzb24=", "WzFd")) {
            assertThat(client.search("contacts", EVERYTHING, null, "{\"starting_after\":\"" + cursor + "\"}")
                            .errorCode())
                    .isEqualTo("parameter_invalid");
        }
    }

    @Test
    void aPageHasFiftyUnlessAskedOtherwiseAndNeverMoreThan150() {
        startSmall();

        assertThat(client.search("contacts", EVERYTHING, null, null).json().path("data"))
                .hasSize(50);
        JsonNode most = client.search("contacts", EVERYTHING, null, "{\"per_page\":\"150\"}")
                .json();
        assertThat(most.path("data")).hasSize(150);
        assertThat(most.path("pages").path("per_page").textValue()).isEqualTo("150");
        assertThat(client.search("contacts", EVERYTHING, null, "{\"per_page\":151}")
                        .errorCode())
                .isEqualTo("parameter_invalid");
    }

    @Test
    void groupsAreTwoDeepAndFifteenWideAtMost() {
        startSmall();
        String leads = where("role", "=", "lead");
        String users = where("role", "=", "user");
        String either = group("OR", leads, users);

        assertThat(client.searchAll("contacts", group("AND", either, users), null, 150))
                .hasSize(120);
        assertThat(client.searchAll("contacts", group("AND", leads, users), null, 150))
                .isEmpty();
        String deep = group("AND", group("OR", group("AND", leads)));
        assertThat(client.search("contacts", deep, null, null).status()).isEqualTo(400);
        String[] fifteen = Collections.nCopies(15, leads).toArray(String[]::new);
        String[] sixteen = Collections.nCopies(16, leads).toArray(String[]::new);
        assertThat(client.searchAll("contacts", group("OR", fifteen), null, 150))
                .hasSize(60);
        assertThat(client.search("contacts", group("OR", sixteen), null, null).status())
                .isEqualTo(400);
    }

    @Test
    void contactsAreFoundByManyIds() {
        startSmall();
        List<String> some = ids(client.get("/contacts").json().path("data")).subList(2, 6);
        String list = "[\"" + String.join("\",\"", some) + "\",\"unknown\"]";

        String in = "{\"field\":\"id\",\"operator\":\"IN\",\"value\":" + list + "}";
        assertThat(ids(client.searchAll("contacts", in, by("id", "ascending"), 50)))
                .containsExactlyInAnyOrderElementsOf(some)
                .isSorted();
        String notIn = "{\"field\":\"id\",\"operator\":\"NIN\",\"value\":" + list + "}";
        assertThat(client.searchAll("contacts", notIn, null, 150)).hasSize(176);
        assertThat(client.searchAll("contacts", where("id", "=", some.get(0)), null, 50))
                .hasSize(1);
    }

    @Test
    void membersOfASegmentAndBearersOfATagAreFound() {
        startSmall();
        var truth = Truth.of(sandbox.workspace());
        String tag = (String) truth.get("tags").firstKey().get(0);
        String segment = (String) truth.get("segments").firstKey().get(0);

        long tagged = rows(truth.get("users_tags"), tag) + rows(truth.get("leads_tags"), tag);
        assertThat(client.searchAll("contacts", where("tag_id", "=", tag), null, 150))
                .hasSize((int) tagged)
                .isNotEmpty();
        long members = rows(truth.get("users_segments"), segment) + rows(truth.get("leads_segments"), segment);
        assertThat(client.searchAll("contacts", where("segment_id", "=", segment), null, 150))
                .hasSize((int) members)
                .isNotEmpty();
        String in = "{\"field\":\"tag_id\",\"operator\":\"IN\",\"value\":[\"1\"]}";
        assertThat(client.search("contacts", in, null, null).status()).isEqualTo(400);
    }

    private static long rows(Map<List<Object>, ?> table, String id) {
        return table.keySet().stream().filter(key -> key.get(1).equals(id)).count();
    }

    @Test
    void nonsenseIsRefused() {
        startEmpty();

        assertThat(client.post("/contacts/search", "{}").errorCode()).isEqualTo("parameter_missing");
        assertThat(client.post("/contacts/search", "{").errorCode()).isEqualTo("bad_request");
        assertThat(client.search("contacts", where("shoe_size", "=", 1), null, null)
                        .status())
                .isEqualTo(400);
        assertThat(client.search("contacts", where("role", ">", "user"), null, null)
                        .status())
                .isEqualTo(400);
        assertThat(client.search("contacts", where("role", "IN", "user"), null, null)
                        .status())
                .isEqualTo(400);
    }

    private static String group(String operator, String... filters) {
        return "{\"operator\":\"" + operator + "\",\"value\":[" + String.join(",", filters) + "]}";
    }
}
