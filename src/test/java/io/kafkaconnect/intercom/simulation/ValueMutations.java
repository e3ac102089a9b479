package io.kafkaconnect.intercom.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Changes one value of a JSON body. The value is written as text, so that it may be one that no parser takes. */
final class ValueMutations {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String MARK = "@@changed@@";
    private static final int LONGEST_FAKE = 200;

    private final Random random;

    /**
     * A changed body.
     *
     * @param spot what was changed
     * @param written what stands there now, if that is short
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Changed(byte[] body, Spot spot, String written) {}

    ValueMutations(Random random) {
        this.random = random;
    }

    /**
     * Changes one value in that way.
     *
     * @param entity the id of the entity that the body is; null where it is a list
     * @param places where it may be
     * @return empty where there is no such value
     */
    Optional<Changed> change(Mutation mutation, byte[] body, String entity, Predicate<ReplyPlace> places) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (IOException notJson) {
            return Optional.empty();
        }
        if (tree == null || !tree.isContainerNode()) {
            return Optional.empty();
        }
        List<Spot> spots = new ArrayList<>();
        for (Spot spot : Spot.in(tree, entity)) {
            if (places.test(spot.place()) && isFit(mutation, spot)) {
                spots.add(spot);
            }
        }
        if (spots.isEmpty()) {
            return Optional.empty();
        }
        Spot spot = any(spots);
        return Optional.of(change(mutation, tree, spot));
    }

    /** Most values are content: what gives a list its form is met as often. */
    private Spot any(List<Spot> spots) {
        if (random.nextInt(5) < 2) {
            return spots.get(random.nextInt(spots.size()));
        }
        Map<ReplyPlace, List<Spot>> byPlace = new EnumMap<>(ReplyPlace.class);
        spots.forEach(spot -> byPlace.computeIfAbsent(spot.place(), first -> new ArrayList<>())
                .add(spot));
        List<List<Spot>> groups = List.copyOf(byPlace.values());
        List<Spot> group = groups.get(random.nextInt(groups.size()));
        return group.get(random.nextInt(group.size()));
    }

    private static boolean isFit(Mutation mutation, Spot spot) {
        return switch (mutation) {
            case HALF_LIST, ENTRY_TWICE -> spot.node().isArray() && spot.node().size() > 0;
            case FIRST_OF_LIST -> spot.node().isArray() && spot.node().size() > 1;
            case ODD_TEXT, CUT_TEXT ->
                spot.node().isTextual() && !spot.node().asText().isEmpty();
            case REMOVED -> spot.parent() != null;
            case DUPLICATED_KEY -> spot.name() != null;
            case SIBLING -> spot.parent() != null && spot.parent().size() > 1;
            default -> true;
        };
    }

    private Changed change(Mutation mutation, JsonNode tree, Spot spot) {
        if (mutation == Mutation.REMOVED) {
            if (spot.parent() instanceof ObjectNode object) {
                object.remove(spot.name());
            } else {
                ((ArrayNode) spot.parent()).remove(spot.index());
            }
            return new Changed(bytes(tree), spot, null);
        }
        String written = written(mutation, spot);
        String raw = mutation == Mutation.DUPLICATED_KEY
                ? spot.node() + "," + TextNode.valueOf(spot.name()) + ":" + written
                : written;
        if (spot.parent() == null) {
            return new Changed(raw.getBytes(StandardCharsets.UTF_8), spot, null);
        }
        if (spot.parent() instanceof ObjectNode object) {
            object.put(spot.name(), MARK);
        } else {
            ((ArrayNode) spot.parent()).set(spot.index(), TextNode.valueOf(MARK));
        }
        String text = new String(bytes(tree), StandardCharsets.UTF_8).replace('"' + MARK + '"', raw);
        return new Changed(text.getBytes(StandardCharsets.UTF_8), spot, fake(written));
    }

    private String written(Mutation mutation, Spot spot) {
        return switch (mutation) {
            case NULL -> "null";
            case BOOLEAN -> "true";
            case NUMBER -> one("0", "-1", "9223372036854775807", "1.5");
            case HUGE_NUMBER -> one("1e400", "1".repeat(1_000), "7".repeat(100_000), "1e-999999999");
            case TEXT -> one("\"\"", "\"x\"");
            case HUGE_TEXT -> '"' + "x".repeat(hugeLength()) + '"';
            case ODD_TEXT -> oddText(spot.node().asText());
            case CUT_TEXT -> {
                String text = spot.node().asText();
                yield TextNode.valueOf(text.substring(0, random.nextInt(text.length())))
                        .toString();
            }
            case OBJECT -> "{}";
            case DEEP ->
                random.nextBoolean()
                        ? "[".repeat(10_000) + "]".repeat(10_000)
                        : "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
            case EMPTY_LIST -> "[]";
            case LIST_OF_NULL -> "[null]";
            case LIST_OF_TEXT -> "[\"x\"]";
            case HALF_LIST -> some(spot.node(), spot.node().size() / 2);
            case FIRST_OF_LIST -> some(spot.node(), 1);
            case ENTRY_TWICE -> twice(spot.node());
            case DUPLICATED_KEY -> one("null", "\"x\"", "0", "{}", "[]");
            case SIBLING -> sibling(spot);
            default -> throw new IllegalArgumentException(mutation + " changes no value");
        };
    }

    private int hugeLength() {
        int dice = random.nextInt(50);
        return dice == 0 ? 10_000_000 : dice < 10 ? 1_000_000 : 100_000;
    }

    private String oddText(String text) {
        String odd = one("\\u0000", "\\ud83d", "\\ude00", "\\n", "\\r\\n", "\\u2028");
        int at = random.nextInt(text.length() + 1);
        String before = TextNode.valueOf(text.substring(0, at)).toString();
        String after = TextNode.valueOf(text.substring(at)).toString();
        return before.substring(0, before.length() - 1) + odd + after.substring(1);
    }

    private static String some(JsonNode list, int count) {
        ArrayNode some = JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            some.add(list.get(i));
        }
        return some.toString();
    }

    private String twice(JsonNode list) {
        ArrayNode more = list.deepCopy();
        more.insert(random.nextInt(list.size() + 1), list.get(random.nextInt(list.size())));
        return more.toString();
    }

    private String sibling(Spot spot) {
        List<JsonNode> siblings = new ArrayList<>();
        spot.parent().forEach(siblings::add);
        siblings.removeIf(spot.node()::equals);
        return siblings.isEmpty()
                ? "null"
                : siblings.get(random.nextInt(siblings.size())).toString();
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static String fake(String written) {
        if (written.length() > LONGEST_FAKE) {
            return null;
        }
        try {
            // What is no text may be taken for one: an object for an empty text.
            return JSON.readTree(written).asText();
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
