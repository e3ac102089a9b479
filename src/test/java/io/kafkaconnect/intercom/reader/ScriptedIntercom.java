package io.kafkaconnect.intercom.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** An Intercom that returns each scripted response once, by method and path. An unexpected request fails the test. */
public final class ScriptedIntercom implements IntercomApi {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private final Clock clock;
    private final Map<String, Queue<Function<Request, CompletableFuture<Reply>>>> script = new HashMap<>();
    private final List<Request> asked = new ArrayList<>();
    private Instant lastAt = Instant.MIN;
    private CompletableFuture<Reply> lastReply;
    private boolean eachOnce;
    private Function<Request, Optional<String>> otherwise = request -> Optional.empty();

    public ScriptedIntercom(Clock clock) {
        this.clock = clock;
    }

    /** Adds responses to that request; the JSON may omit double quotes. */
    public ScriptedIntercom answers(String request, String... bodies) {
        for (String body : bodies) {
            add(request, asked -> CompletableFuture.completedFuture(found(asked, body, clock.instant())));
        }
        return this;
    }

    /** From now on, a concurrent second request gets a response of its own. */
    public ScriptedIntercom eachOnce() {
        eachOnce = true;
        return this;
    }

    /** The next response to that request is a failure; 0 is a timeout. */
    public ScriptedIntercom fails(String request, int status) {
        add(request, asked -> CompletableFuture.completedFuture(failed(asked, status)));
        return this;
    }

    /** The test completes the next response to that request. */
    public ScriptedIntercom waits(String request, CompletableFuture<Reply> answer) {
        add(request, asked -> answer);
        return this;
    }

    /** Method, path and query of all requests. */
    public List<String> asked() {
        return asked.stream().map(ScriptedIntercom::text).toList();
    }

    /** The last request. */
    public Request last() {
        return asked.get(asked.size() - 1);
    }

    /** A request that is sent twice at the same time gets the same response twice. */
    @Override
    public CompletableFuture<Reply> send(Request request) {
        if (!eachOnce
                && !asked.isEmpty()
                && last().equals(request)
                && clock.instant().equals(lastAt)) {
            return lastReply;
        }
        lastAt = clock.instant();
        lastReply = next(request);
        return lastReply;
    }

    /** The response to requests without a script, if set. */
    public ScriptedIntercom otherwise(Function<Request, Optional<String>> bodies) {
        otherwise = bodies;
        return this;
    }

    private CompletableFuture<Reply> next(Request request) {
        asked.add(request);
        var answers = script.get(request.toString());
        if (answers == null || answers.isEmpty()) {
            Optional<String> body = otherwise.apply(request);
            if (body.isPresent()) {
                return CompletableFuture.completedFuture(found(request, body.get(), clock.instant()));
            }
            throw new AssertionError("Nobody expects " + text(request) + " after " + asked());
        }
        return answers.remove().apply(request);
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException typo) {
            throw new IllegalArgumentException(text, typo);
        }
    }

    /** A list without a next page is the last page, and its count is that of its entries. */
    public static Reply.Success found(Request request, String body, Instant at) {
        ObjectNode answer = json(body);
        if (!answer.has("pages") && (answer.has("data") || answer.has("conversations"))) {
            answer.putObject("pages");
            if (!answer.has("total_count")) {
                answer.put(
                        "total_count",
                        answer.path("data").size()
                                + answer.path("conversations").size());
            }
        }
        return new Reply.Success(answer, at, request);
    }

    public static Reply.Failed failed(Request request, int status) {
        Failure failure = new Failure(request, status, "", "", "");
        return switch (status) {
            case 404, 410 -> new Reply.NotFound(failure);
            case 401 -> new Reply.Unauthorized(failure);
            case 402, 403 -> new Reply.Forbidden(failure);
            case 0, 500, 503 -> new Reply.Unavailable(failure);
            default -> new Reply.Rejected(failure);
        };
    }

    private void add(String request, Function<Request, CompletableFuture<Reply>> answer) {
        script.computeIfAbsent(request, first -> new ArrayDeque<>()).add(answer);
    }

    private static String text(Request request) {
        StringBuilder text = new StringBuilder(request.toString());
        char separator = '?';
        for (Request.Param param : request.query()) {
            text.append(separator).append(param.name()).append('=').append(param.value());
            separator = '&';
        }
        return text.toString();
    }
}
