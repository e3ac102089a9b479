package io.kafkaconnect.intercom.sandbox.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A list of references, each to another entity.
 *
 * @param idOf the id to which an element refers
 * @param each the element for an id
 */
record Picked(
        int most,
        Function<Draw, Optional<String>> any,
        Function<JsonNode, String> idOf,
        BiFunction<Draw, String, JsonNode> each)
        implements Shape {

    @Override
    public JsonNode draw(Draw draw) {
        Map<String, JsonNode> picked = new LinkedHashMap<>();
        int count = draw.random().nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            any.apply(draw).ifPresent(id -> picked.put(id, each.apply(draw, id)));
        }
        return list(picked);
    }

    /** One more, one less, or another element for the same id. */
    @Override
    public JsonNode change(JsonNode before, Draw draw) {
        Map<String, JsonNode> picked = new LinkedHashMap<>();
        before.forEach(element -> picked.put(idOf.apply(element), element));
        Optional<String> id = any.apply(draw);
        if (id.isPresent() && !picked.containsKey(id.get()) && picked.size() < most) {
            picked.put(id.get(), each.apply(draw, id.get()));
        } else if (!picked.isEmpty()) {
            String old = picked.keySet().iterator().next();
            if (draw.oneIn(2)) {
                picked.remove(old);
            } else {
                picked.put(old, each.apply(draw, old));
            }
        }
        return list(picked);
    }

    private static ArrayNode list(Map<String, JsonNode> picked) {
        return JSON.arrayNode().addAll(picked.values());
    }
}
