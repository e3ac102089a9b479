package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.ContentSource;
import io.kafkaconnect.intercom.sandbox.model.Involvement;
import io.kafkaconnect.intercom.sandbox.model.LinkedObject;

/** Who and what a conversation involves besides its contacts. Lists and single conversations show the same. */
record InvolvementJson(Involvement involvement) {

    private static final int SHOWN_LINKS = 1_000;

    void write(JsonWriter json) {
        teammates(json);
        links(json);
        agent(json);
    }

    private void teammates(JsonWriter json) {
        if (involvement.teammates().isEmpty()) {
            json.nothing("teammates");
            return;
        }
        json.object(
                "teammates",
                list -> list.put("type", "admin.list")
                        .list(
                                "admins",
                                involvement.teammates(),
                                (each, id) -> each.put("type", "admin").put("id", id)));
    }

    private void links(JsonWriter json) {
        int all = involvement.links().size();
        json.object(
                "linked_objects",
                list -> list.put("type", "list")
                        .put("total_count", all)
                        .put("has_more", all > SHOWN_LINKS)
                        .list(
                                "data",
                                involvement.links().subList(0, Math.min(SHOWN_LINKS, all)),
                                InvolvementJson::link));
    }

    private static void link(JsonWriter json, LinkedObject link) {
        json.put("type", link.type()).put("id", link.id()).put("category", link.category());
    }

    private void agent(JsonWriter json) {
        json.put("ai_agent_participated", !involvement.sources().isEmpty());
        if (involvement.sources().isEmpty()) {
            json.nothing("ai_agent");
            return;
        }
        json.object(
                "ai_agent",
                agent -> agent.put("source_type", "workflow")
                        .object(
                                "content_sources",
                                list -> list.put("type", "content_source.list")
                                        .put(
                                                "total_count",
                                                involvement.sources().size())
                                        .list("content_sources", involvement.sources(), InvolvementJson::source)));
    }

    private static void source(JsonWriter json, ContentSource source) {
        json.put("content_type", source.contentType())
                .put("url", source.url())
                .put("title", source.title())
                .put("locale", source.locale());
    }
}
