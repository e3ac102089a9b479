package io.kafkaconnect.intercom.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Wrong responses with status 200 that are JSON: a part is missing or replaced. */
public final class Torn {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> LISTS =
            List.of("data", "conversations", "admins", "teams", "tags", "segments", "events", "conversation_parts");
    private static final String PAGES = "pages";
    private static final String COUNT = "total_count";

    /** Values that are not entities at any place of a list. */
    private static final List<JsonNode> NO_ENTITIES = List.of(
            NODES.nullNode(),
            NODES.textNode("text"),
            NODES.numberNode(5),
            NODES.booleanNode(true),
            NODES.arrayNode(),
            NODES.objectNode(),
            NODES.objectNode().put("type", "contact"),
            NODES.objectNode().putNull("id"),
            NODES.objectNode().put("id", ""));

    private Torn() {}

    /** The correct response, edited. A response that is not a JSON object with status 200 is not changed. */
    static Fault edited(Consumer<ObjectNode> edit) {
        return exchange -> {
            ApiReply reply = exchange.answer();
            exchange.send(reply.status() == 200 ? edited(reply, edit) : reply);
        };
    }

    private static ApiReply edited(ApiReply reply, Consumer<ObjectNode> edit) {
        try {
            if (!(JSON.readTree(reply.body()) instanceof ObjectNode answer)) {
                return reply;
            }
            edit.accept(answer);
            return reply.with(JSON.writeValueAsBytes(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list without the information whether a page follows: {@code pages} is absent or another value. */
    public static Fault pages(JsonNode insteadOfPages) {
        return edited(answer -> {
            if (answer.path(PAGES).isObject()) {
                set(answer, PAGES, insteadOfPages);
            }
        });
    }

    /** A page that names the next one in an unknown form; the last page is not changed. */
    public static Fault next(JsonNode insteadOfNext) {
        return edited(answer -> {
            if (answer.path(PAGES).hasNonNull("next")) {
                set((ObjectNode) answer.get(PAGES), "next", insteadOfNext);
            }
        });
    }

    /** An empty page that ends the list, with the correct number of entries. */
    public static Fault empty() {
        return edited(Torn::empty);
    }

    /** An empty page that ends the list, without the number of entries. */
    public static Fault emptyAndUncounted() {
        return edited(answer -> {
            empty(answer);
            answer.remove(COUNT);
        });
    }

    /** The response of an empty workspace. */
    public static Fault nothing() {
        return edited(answer -> {
            empty(answer);
            if (answer.path(COUNT).isNumber()) {
                answer.put(COUNT, 0);
            }
            if (answer.path(PAGES).isObject()) {
                ((ObjectNode) answer.get(PAGES)).put("total_pages", 0);
            }
        });
    }

    /** A list without its second half, and without any sign of that. */
    public static Fault half() {
        return edited(answer -> {
            ArrayNode list = list(answer);
            int half = list.size() / 2;
            while (list.size() > half) {
                list.remove(half);
            }
        });
    }

    /** The list under an unknown name. */
    public static Fault renamed() {
        return edited(answer -> {
            String name = listName(answer);
            if (name != null) {
                answer.set("items", answer.remove(name));
            }
        });
    }

    /** Something else in place of the list. */
    public static Fault insteadOfList(JsonNode other) {
        return edited(answer -> {
            String name = listName(answer);
            if (name != null) {
                answer.set(name, other);
            }
        });
    }

    /** The list with an additional value that is not an entity, another one each time. */
    public static Stream<Fault> moreEntries() {
        return NO_ENTITIES.stream()
                .map(entry -> edited(answer -> {
                    ArrayNode list = list(answer);
                    list.insert(list.size() / 2, entry);
                }));
    }

    /** Another value in place of an entity, a different one each time. */
    public static Stream<Fault> otherEntries() {
        return NO_ENTITIES.stream()
                .map(entry -> edited(answer -> {
                    ArrayNode list = list(answer);
                    if (!list.isEmpty()) {
                        list.set(list.size() / 2, entry);
                    }
                }));
    }

    /** One more entity, with an id that no entity has. */
    public static Fault oneMoreWithId(String id) {
        return edited(answer -> {
            ArrayNode list = list(answer);
            if (list.path(0) instanceof ObjectNode entity && entity.has("id")) {
                list.insert(list.size() / 2, entity.deepCopy().put("id", id));
            }
        });
    }

    /** The response without a field. */
    public static Fault without(String field) {
        return edited(answer -> answer.remove(field));
    }

    /** An empty object. */
    public static Fault nothingAtAll() {
        return edited(ObjectNode::removeAll);
    }

    /** An error of Intercom with the status of a success. */
    public static Fault error(String code) {
        return edited(answer -> {
            answer.removeAll();
            answer.put("type", "error.list").put("request_id", "injected");
            answer.putArray("errors").addObject().put("code", code).put("message", "Injected");
        });
    }

    private static void empty(ObjectNode answer) {
        list(answer).removeAll();
        if (answer.path(PAGES) instanceof ObjectNode pages) {
            if (pages.path("next").isTextual()) {
                pages.putNull("next");
            } else if (pages.path("next").isObject()) {
                pages.remove("next");
            }
        }
    }

    /** The list of a response: its own, or the parts of a conversation; empty if there is none. */
    private static ArrayNode list(ObjectNode answer) {
        String name = listName(answer);
        if (name != null) {
            return (ArrayNode) answer.get(name);
        }
        JsonNode parts = answer.path("conversation_parts").path("conversation_parts");
        return parts.isArray() ? (ArrayNode) parts : NODES.arrayNode();
    }

    private static String listName(ObjectNode answer) {
        return LISTS.stream()
                .filter(name -> answer.path(name).isArray())
                .findFirst()
                .orElse(null);
    }

    private static void set(ObjectNode object, String name, JsonNode value) {
        if (value.isMissingNode()) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }
}
