package io.kafkaconnect.intercom.sandbox.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;

/** A column of a table whose rows come from items. */
record ItemColumn(String name, String type, List<String> sources) {

    /**
     * Where a row is.
     *
     * @param key the name of the member that the row is, or null
     * @param place its place in its list, from 0
     */
    record Spot(ObjectNode item, JsonNode row, String key, int place) {}

    /** Reads {@code name:type=source}. */
    static ItemColumn parse(String text) {
        int equals = text.indexOf('=');
        String named = equals < 0 ? text : text.substring(0, equals);
        int colon = named.indexOf(':');
        String name = colon < 0 ? named : named.substring(0, colon);
        String type = colon < 0 ? "text" : named.substring(colon + 1);
        List<String> sources = List.of((equals < 0 ? name : text.substring(equals + 1)).split("\\|", -1));
        return new ItemColumn(name, type, sources);
    }

    void add(Spot spot, TruthRow row) {
        JsonNode value = sources.stream()
                .map(source -> read(spot, source))
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst()
                .orElse(MissingNode.getInstance());
        if (value.isMissingNode()) {
            row.gone(name);
            return;
        }
        switch (type) {
            case "text" -> row.put(name, value.asText());
            case "long" -> row.put(name, value.longValue());
            case "real" -> row.decimal(name, value.doubleValue());
            case "bool" -> row.put(name, value.booleanValue());
            case "time" -> row.time(name, second(value));
            case "json" -> row.put(name, ContactTruth.json(value));
            default -> throw new IllegalStateException(type);
        }
    }

    /** The node at the end of a path; missing if there is none. */
    static JsonNode at(JsonNode start, String path) {
        JsonNode node = start;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    private static JsonNode read(Spot spot, String source) {
        return switch (source.charAt(0)) {
            case '\'' -> TextNode.valueOf(source.substring(1, source.length() - 1));
            case '^' -> at(spot.item(), source.substring(1));
            case '.' -> spot.row();
            case '@' -> source.equals("@key") ? TextNode.valueOf(spot.key()) : IntNode.valueOf(spot.place());
            default -> at(spot.row(), source);
        };
    }

    private static long second(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.textValue()).getEpochSecond() : time.longValue();
    }
}
