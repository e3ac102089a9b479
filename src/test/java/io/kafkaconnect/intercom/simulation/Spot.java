package io.kafkaconnect.intercom.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A value in a body.
 *
 * @param parent what holds it; null for the root
 * @param name its key in the object; null in an array
 * @param index its index in the array
 * @param entity the id of the entity that it belongs to; null where it belongs to none
 * @param path where it is, for messages
 */
record Spot(JsonNode parent, String name, int index, JsonNode node, ReplyPlace place, String entity, String path) {
    private static final Set<String> LISTS = Set.of(
            "data", "conversations", "contacts", "admins", "teams", "tags", "segments", "companies", "events", "notes");

    private static final Set<String> PAGES =
            Set.of("pages", "next", "starting_after", "scroll_param", "page", "per_page", "total_pages", "pagination");

    private static final Set<String> COUNTS = Set.of("total_count", "has_more", "count_conversation_parts");

    private static final Set<String> RELATIONS = Set.of(
            "tags",
            "companies",
            "notes",
            "segments",
            "contacts",
            "conversation_parts",
            "social_profiles",
            "attachments",
            "source");

    /**
     * Every value of a body, the body itself first.
     *
     * @param entity the id of the entity that was asked for; null where a list was
     */
    static List<Spot> in(JsonNode body, String entity) {
        List<Spot> spots = new ArrayList<>();
        Deque<Spot> left = new ArrayDeque<>();
        left.add(new Spot(null, null, 0, body, entity == null ? ReplyPlace.BODY : ReplyPlace.ENTRY, entity, ""));
        while (!left.isEmpty()) {
            Spot spot = left.remove();
            spots.add(spot);
            if (spot.node.isObject()) {
                spot.node.properties().forEach(field -> left.add(spot.field(field.getKey(), field.getValue())));
            } else {
                for (int i = 0; i < spot.node.size(); i++) {
                    left.add(spot.item(i));
                }
            }
        }
        return spots;
    }

    private Spot field(String key, JsonNode value) {
        return new Spot(node, key, 0, value, placeOf(key, value), entity, path + "." + key);
    }

    private Spot item(int position) {
        JsonNode item = node.get(position);
        String id = place == ReplyPlace.LIST ? item.path("id").asText(null) : entity;
        return new Spot(
                node,
                null,
                position,
                item,
                place == ReplyPlace.LIST ? ReplyPlace.ENTRY : place,
                id,
                path + "[" + position + "]");
    }

    private ReplyPlace placeOf(String key, JsonNode value) {
        if (place == ReplyPlace.BODY) {
            if (PAGES.contains(key)) {
                return ReplyPlace.PAGES;
            }
            if (value.isArray() && LISTS.contains(key)) {
                return ReplyPlace.LIST;
            }
        }
        if (COUNTS.contains(key)) {
            return ReplyPlace.COUNT;
        }
        if (place == ReplyPlace.RELATION || place == ReplyPlace.PAGES) {
            return place;
        }
        if (key.equals("type")) {
            return ReplyPlace.TYPE;
        }
        if (place == ReplyPlace.ENTRY) {
            return switch (key) {
                case "id", "app" -> ReplyPlace.ID;
                case "role" -> ReplyPlace.ROLE;
                case "updated_at", "created_at", "deleted_at" -> ReplyPlace.TIME;
                default -> RELATIONS.contains(key) ? ReplyPlace.RELATION : ReplyPlace.CONTENT;
            };
        }
        return key.equals("id_code") ? ReplyPlace.ID : ReplyPlace.CONTENT;
    }
}
