package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationShapeTest extends SandboxTest {

    private List<JsonNode> listed() {
        return client.searchAll("conversations", EVERYTHING, by("updated_at", "ascending"), 150);
    }

    private JsonNode single(String id) {
        return client.get("/conversations/" + id + "?display_as=plaintext").json();
    }

    private List<JsonNode> parts() {
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode each : listed()) {
            single(each.path("id").asText())
                    .path("conversation_parts")
                    .path("conversation_parts")
                    .forEach(parts::add);
        }
        return parts;
    }

    @Test
    void conversationsVary() {
        startSmall();

        assertThat(listed())
                .anyMatch(each -> each.path("source").isNull())
                .anyMatch(each -> each.path("source").path("id").isNull())
                .anyMatch(each -> each.path("source").path("body").isNull())
                .anyMatch(each -> each.path("contacts").path("contacts").isEmpty())
                .anyMatch(each -> each.path("contacts").path("contacts").size() > 1)
                .anyMatch(each -> each.path("admin_assignee_id").isNull())
                .anyMatch(each -> each.path("admin_assignee_id").asLong(1) == 0)
                .anyMatch(each -> each.path("admin_assignee_id").asLong() > 0)
                .anyMatch(each -> each.path("teammates").path("admins").size() == 1)
                .anyMatch(each -> each.path("snoozed_until").isNumber());
        assertThat(listed()).allSatisfy(each -> {
            assertThat(each.path("contacts").path("contacts").findValuesAsText("type"))
                    .allMatch("contact"::equals);
            assertThat(each.path("contacts").path("contacts").findValues("role"))
                    .isEmpty();
        });
    }

    @Test
    void partsVary() {
        startSmall();

        List<JsonNode> parts = parts();
        assertThat(parts)
                .anyMatch(part -> part.path("id").isNumber())
                .anyMatch(part -> part.path("id").isTextual())
                .anyMatch(part -> part.path("body").isNull())
                .anyMatch(part -> part.path("body").asText().codePoints().anyMatch(c -> c > 0xFFFF))
                .anyMatch(part -> part.path("assigned_to").isObject())
                .anyMatch(part -> part.path("assigned_to").isTextual())
                .anyMatch(part -> part.at("/assigned_to/type").asText().equals("nobody_admin")
                        && part.at("/assigned_to/id").isNull())
                .anyMatch(part -> part.path("assigned_to").isNull());
        assertThat(parts)
                .allMatch(part -> part.path("event_details").isObject()
                        && part.path("event_details").isEmpty());
        assertThat(parts)
                .extracting(part -> part.path("author").path("type").asText())
                .contains("admin", "lead", "user", "bot");
        assertThat(parts)
                .flatExtracting(part -> part.path("attachments").findValues("width"))
                .anyMatch(JsonNode::isNumber)
                .anyMatch(width -> width.isTextual() && width.asText().matches("\\d+"))
                .anyMatch(JsonNode::isNull);
    }
}
