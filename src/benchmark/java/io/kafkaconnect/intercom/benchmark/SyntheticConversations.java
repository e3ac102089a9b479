package io.kafkaconnect.intercom.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Responder;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Any number of conversations without memory for them: each is made on request, from a template of a sandbox. Most have a
 * few parts, one in a hundred has many, one in a thousand has the maximum that Intercom returns; among the heaviest, each has that many, with
 * long texts. Everything else comes from the sandbox.
 */
final class SyntheticConversations implements Responder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Predicate<Call> SEARCH = Call.to("POST /conversations/search");
    private static final Predicate<Call> SINGLE = Call.to("GET /conversations/{id}")
            .and(Call.to("GET /conversations/deleted").negate());
    private static final Duration HISTORY = Duration.ofDays(300);
    private static final int MAX_PARTS = 500;
    private static final int LETTERS = 10_000;
    private static final String NUMBER = "@number@";
    private static final String TIME = "\"@time@\"";
    private static final String PARTS = "\"@parts@\"";
    private static final String ALL_PARTS = "\"@all@\"";

    private final Backend backend = new Backend(new Options().size(Size.SMALL));
    private final int conversations;
    private final boolean heaviest;
    private final long newest = Instant.now().minusSeconds(3_600).getEpochSecond();
    private final String listed;
    private final String single;
    private final String part;

    /** Generates that many conversations. */
    SyntheticConversations(int conversations) {
        this(conversations, false);
    }

    /**
     * Generates that many conversations.
     *
     * @param heaviest whether each has 500 parts of 10,000 letters
     */
    SyntheticConversations(int conversations, boolean heaviest) {
        this.conversations = conversations;
        this.heaviest = heaviest;
        Conversation typical = backend.workspace().conversations().current().all().stream()
                .filter(one -> one.parts().size() > 2 && one.parts().size() < 100)
                .findFirst()
                .orElseThrow();
        ObjectNode model = model("/conversations/" + typical.id());
        ArrayNode parts = (ArrayNode) model.at("/conversation_parts/conversation_parts");
        ObjectNode reply = (ObjectNode) parts.get(1);
        reply.put("id", NUMBER);
        if (heaviest) {
            reply.put("body", "A long text. ".repeat(LETTERS / 13));
        }
        this.part = reply.toString();
        ((ObjectNode) model.get("conversation_parts"))
                .put("conversation_parts", "@all@")
                .put("total_count", "@parts@");
        model.put("id", NUMBER).put("updated_at", "@time@");
        ((ObjectNode) model.get("statistics")).put("count_conversation_parts", "@parts@");
        this.single = model.toString();
        model.remove("conversation_parts");
        this.listed = model.toString();
    }

    private ObjectNode model(String path) {
        Map<String, String> headers = Map.of(
                "authorization", "Bearer sandbox-token", "accept", "application/json", "intercom-version", "2.16");
        Call call = new Call("GET", path, Map.of("display_as", List.of("plaintext")), headers, new byte[0]);
        ObjectNode model = (ObjectNode) read(backend.api().answer(call).body());
        if (!model.path("type").asText().equals("conversation")) {
            throw new IllegalStateException(model.toString());
        }
        return model;
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The parts of a conversation. */
    int parts(long number) {
        if (heaviest || number % 1_000 == 0) {
            return MAX_PARTS;
        }
        return number % 100 == 1 ? 60 : 2 + (int) (number % 9);
    }

    /** The number of parts of all conversations. */
    long parts() {
        long parts = 0;
        for (int i = 0; i < conversations; i++) {
            parts += parts(i);
        }
        return parts;
    }

    @Override
    public String routeOf(Call call) {
        return backend.api().routeOf(call);
    }

    @Override
    public ApiReply answer(Call call) {
        if (SEARCH.test(call)) {
            return page(call.json());
        }
        return SINGLE.test(call)
                ? single(Long.parseLong(call.path().substring(call.path().lastIndexOf('/') + 1)))
                : backend.api().answer(call);
    }

    private ApiReply page(JsonNode search) {
        int size = search.at("/pagination/per_page").asInt();
        long than = search.at("/query/value").asLong();
        int first = 0;
        while (first < conversations && time(first) <= than) {
            // Far below, a step is far.
            first += Math.max(1, (int) ((than - time(first)) * conversations / HISTORY.toSeconds()) - 1);
        }
        int begin = Math.max(first, search.at("/pagination/starting_after").asInt(0));
        int end = Math.min(conversations, begin + size);
        StringBuilder body = new StringBuilder("{\"type\":\"conversation.list\",\"conversations\":[");
        for (int i = begin; i < end; i++) {
            body.append(i == begin ? "" : ",").append(fill(listed, i));
        }
        body.append("],\"total_count\":").append(conversations - first);
        if (end < conversations) {
            body.append(",\"pages\":{\"next\":{\"starting_after\":\"")
                    .append(end)
                    .append("\"}}");
        }
        return reply(body.append('}'));
    }

    private ApiReply single(long number) {
        StringBuilder parts = new StringBuilder("[");
        for (int i = 0; i < parts(number); i++) {
            parts.append(i == 0 ? "" : ",").append(part.replace(NUMBER, Long.toString(number * 1_000 + i)));
        }
        String filled = fill(single, number);
        int place = filled.indexOf(ALL_PARTS);
        return reply(new StringBuilder(filled.length() + parts.length())
                .append(filled, 0, place)
                .append(parts.append(']'))
                .append(filled, place + ALL_PARTS.length(), filled.length()));
    }

    private String fill(String model, long number) {
        return model.replace(NUMBER, Long.toString(number))
                .replace(TIME, Long.toString(time(number)))
                .replace(PARTS, Integer.toString(parts(number)));
    }

    private long time(long number) {
        return newest - HISTORY.toSeconds() + number * HISTORY.toSeconds() / conversations;
    }

    private static ApiReply reply(CharSequence json) {
        return ApiReply.json(200, json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
