package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostileValuesTest extends SandboxTest {

    @BeforeEach
    void startHostile() {
        start(options().size(Size.SMALL).hostileValues());
    }

    private static boolean refused(String text) {
        return text.indexOf('\0') >= 0 || text.matches("(?s).*\\ud83d(?![\\udc00-\\udfff]).*");
    }

    @Test
    void someContactsHaveValuesThatStoresRefuse() {
        List<JsonNode> contacts = client.searchAll("contacts", EVERYTHING, null, 150);

        assertThat(contacts)
                .anyMatch(each -> refused(each.path("name").asText())
                        && each.path("name").asText().contains("\n"))
                .anyMatch(each -> !refused(each.path("name").asText()))
                .anyMatch(each -> each.at("/custom_attributes/long")
                                .bigIntegerValue()
                                .toString()
                                .length()
                        == 1_000)
                .anyMatch(each -> each.at("/custom_attributes/k\0").isTextual());
    }

    @Test
    void soHaveSomeParts() {
        FullCrawler crawl = new FullCrawler(client);

        assertThat(crawl.rows("conversation_parts").values())
                .anyMatch(part -> refused(part.path("body").asText()))
                .anyMatch(part -> refused(part.path("external_id").asText()))
                .anyMatch(part -> !refused(part.path("body").asText()));
    }

    @Test
    void theyAreThereAfterAChange() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String id = sandbox.changes().contacts().create(Role.USER, "New");
            sandbox.changes().contacts().rename(id, "Renamed");
            names.add(client.get("/contacts/" + id).json().path("name").asText());
        }

        assertThat(names).contains("Renamed").anyMatch(HostileValuesTest::refused);
    }

    @Test
    void theTruthHasThemReplaced() {
        Map<String, SortedMap<List<Object>, Map<String, Object>>> truth = Truth.of(sandbox.workspace());

        assertThat(truth.get("users").values())
                .noneMatch(row -> refused(row.toString()))
                .anyMatch(row -> String.valueOf(row.get("name")).endsWith(" a\ufffdb\r\nc \ufffd d \ufffd"))
                .anyMatch(row -> String.valueOf(row.get("custom_attributes")).contains("\"k\ufffd\""));
        assertThat(truth.get("conversation_parts").values())
                .noneMatch(row -> refused(row.toString()))
                .anyMatch(row -> String.valueOf(row.get("body")).contains(" a\ufffdb\r\nc "));
    }
}
