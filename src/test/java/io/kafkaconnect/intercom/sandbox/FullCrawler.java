package io.kafkaconnect.intercom.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads a whole workspace the plainest way there is. */
final class FullCrawler {

    private final Client client;
    private final Map<String, Map<String, JsonNode>> tables = new LinkedHashMap<>();

    FullCrawler(Client client) {
        this.client = client;
        for (JsonNode contact : client.searchAll("contacts", SandboxTest.EVERYTHING, null, 150)) {
            add(contact.path("role").asText() + "s", contact);
        }
        JsonNode page = client.get("/companies/scroll").json();
        while (!page.path("data").isEmpty()) {
            page.path("data").forEach(company -> add("companies", company));
            page = client.get("/companies/scroll?scroll_param="
                            + page.path("scroll_param").asText())
                    .json();
        }
        for (JsonNode listed : client.searchAll("conversations", SandboxTest.EVERYTHING, null, 150)) {
            JsonNode conversation = client.get(
                            "/conversations/" + listed.path("id").asText() + "?display_as=plaintext")
                    .json();
            add("conversations", conversation);
            conversation.at("/conversation_parts/conversation_parts").forEach(part -> add("conversation_parts", part));
        }
    }

    private void add(String table, JsonNode json) {
        tables.computeIfAbsent(table, name -> new LinkedHashMap<>())
                .put(json.path("id").asText(), json);
    }

    Map<String, JsonNode> rows(String table) {
        return tables.get(table);
    }

    Set<String> sublist(JsonNode contact, String name) {
        JsonNode inlined = contact.path(name);
        JsonNode data = inlined.isMissingNode() || inlined.path("has_more").booleanValue()
                ? client.get("/contacts/" + contact.path("id").asText() + "/" + name)
                        .json()
                        .path("data")
                : inlined.path("data");
        return new HashSet<>(Client.ids(data));
    }
}
