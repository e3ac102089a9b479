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
record Spot(JsonNode parent, String name, int index, JsonNode node, Place place, String entity, String path) {
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
        left.add(new Spot(null, null, 0, body, entity == null ? Place.BODY : Place.ENTRY, entity, ""));
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
        String id = place == Place.LIST ? item.path("id").asText(null) : entity;
        return new Spot(
                node, null, position, item, place == Place.LIST ? Place.ENTRY : place, id, path + "[" + position + "]");
    }

    private Place placeOf(String key, JsonNode value) {
        if (place == Place.BODY) {
            if (PAGES.contains(key)) {
                return Place.PAGES;
            }
            if (value.isArray() && LISTS.contains(key)) {
                return Place.LIST;
            }
        }
        if (COUNTS.contains(key)) {
            return Place.COUNT;
        }
        if (place == Place.RELATION || place == Place.PAGES) {
            return place;
        }
        if (key.equals("type")) {
            return Place.TYPE;
        }
        if (place == Place.ENTRY) {
            return switch (key) {
                case "id", "app" -> Place.ID;
                case "role" -> Place.ROLE;
                case "updated_at", "created_at", "deleted_at" -> Place.TIME;
                default -> RELATIONS.contains(key) ? Place.RELATION : Place.CONTENT;
            };
        }
        return key.equals("id_code") ? Place.ID : Place.CONTENT;
    }
}
