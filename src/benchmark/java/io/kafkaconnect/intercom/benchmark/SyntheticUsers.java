package io.kafkaconnect.intercom.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Responder;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Any number of users without memory for them: each is made when its page is requested, from a template of a sandbox. The users with the
 * highest numbers can be changed. Everything else comes from the sandbox, which is empty.
 */
final class SyntheticUsers implements Responder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Predicate<Call> SEARCH = Call.to("POST /contacts/search");
    private static final Duration HISTORY = Duration.ofDays(300);
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final String ID = "@id@";
    private static final String TIME = "\"@time@\"";
    private static final String CREATED = "\"@created@\"";

    private final Backend backend = new Backend(new Options().size(Size.SMALL.contacts(1, 0)));
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong sweeps = new AtomicLong();
    private final int users;
    private final long oldest = Instant.now().minus(HISTORY).getEpochSecond() - 3 * 86_400;
    private final String model;
    private final int tags;
    private volatile int changed;
    private volatile long changedAt;

    SyntheticUsers(int users) {
        this.users = users;
        Map<String, String> headers = Map.of(
                "authorization", "Bearer sandbox-token", "accept", "application/json", "intercom-version", "2.16");
        byte[] all = "{\"query\":{\"field\":\"role\",\"operator\":\"=\",\"value\":\"user\"}}"
                .getBytes(StandardCharsets.UTF_8);
        ApiReply reply = backend.api().answer(new Call("POST", "/contacts/search", Map.of(), headers, all));
        try {
            ObjectNode user = (ObjectNode) JSON.readTree(reply.body()).at("/data/0");
            this.tags = user.at("/tags/data").size();
            this.model = user.put("id", ID)
                    .put("updated_at", "@time@")
                    .put("created_at", "@created@")
                    .toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The number of tags of each user. */
    int tagsOfEach() {
        return tags;
    }

    /** All requests so far. */
    long requests() {
        return requests.get();
    }

    /** The requests that read all users. */
    long sweeps() {
        return sweeps.get();
    }

    /** Changes so many users now; users that were changed before get their original state back. */
    void change(int count) {
        changedAt = Instant.now().getEpochSecond();
        changed = count;
    }

    @Override
    public String routeOf(Call call) {
        return backend.api().routeOf(call);
    }

    @Override
    public ApiReply answer(Call call) {
        requests.incrementAndGet();
        return SEARCH.test(call) ? page(call.json()) : backend.api().answer(call);
    }

    private ApiReply page(JsonNode search) {
        boolean byUpdate = search.at("/sort/field").asText().equals("updated_at");
        boolean descending = search.at("/sort/order").asText().equals("descending");
        if (!byUpdate) {
            sweeps.incrementAndGet();
        }
        if (!search.toString().contains("\"user\"")) {
            return reply("{\"type\":\"list\",\"data\":[],\"total_count\":0}");
        }
        int first = first(search, byUpdate, descending);
        int begin = search.at("/pagination/starting_after").asInt(first);
        int end = Math.min(users, begin + search.at("/pagination/per_page").asInt());
        StringBuilder body = new StringBuilder("{\"type\":\"list\",\"data\":[");
        for (int i = begin; i < end; i++) {
            int number = descending ? users - 1 - i : i;
            body.append(i == begin ? "" : ",")
                    .append(model.replace(ID, "%024d".formatted(number))
                            .replace(TIME, Long.toString(time(number)))
                            .replace(CREATED, Long.toString(created(number))));
        }
        body.append("],\"total_count\":").append(users - first);
        if (end < users) {
            body.append(",\"pages\":{\"next\":{\"starting_after\":\"")
                    .append(end)
                    .append("\"}}");
        }
        return reply(body.append('}').toString());
    }

    private int first(JsonNode search, boolean byUpdate, boolean descending) {
        long after = search.at("/query/value/1/value").asLong(-1);
        if (after < 0 || descending) {
            return 0;
        }
        // The search by update compares days, and begins with the next one.
        int first = firstCreatedAfter(byUpdate ? Math.floorDiv(after, DAY) * DAY + DAY - 1 : after);
        return byUpdate ? Math.min(first, users - changed) : first;
    }

    private long time(int number) {
        return number >= users - changed ? changedAt : created(number);
    }

    private long created(int number) {
        return oldest + number * HISTORY.toSeconds() / users;
    }

    private int firstCreatedAfter(long second) {
        long share = (Math.max(second, oldest - 1) - oldest + 1) * users;
        return (int) Math.min(users, -Math.floorDiv(-share, HISTORY.toSeconds()));
    }

    private static ApiReply reply(String json) {
        return ApiReply.json(200, json.getBytes(StandardCharsets.UTF_8));
    }
}
