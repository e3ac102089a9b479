package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A search of contacts with creation times. Each response takes a second of a clock that the test moves. */
final class CreatedContacts implements IntercomApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * A contact.
     *
     * @param created epoch seconds; null if it has no creation time
     */
    record Created(String id, Long created) {}

    /** What a filter {@code > second} compares: returns the first second that it lets through. */
    interface Precision {
        Precision SECONDS = second -> second + 1;
        Precision INCLUSIVE_SECONDS = second -> second;

        long firstAfter(long second);

        static Precision days(String zone) {
            ZoneId id = ZoneId.of(zone);
            return second -> Instant.ofEpochSecond(second)
                    .atZone(id)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(id)
                    .toEpochSecond();
        }
    }

    /** Changes a response. */
    interface Fault {
        Fault NONE = (request, reply) -> reply;

        Reply changed(Request request, Reply reply);

        /** Only in searches for contacts created after a time. */
        static Fault ofRanges(UnaryOperator<Reply> change) {
            return (request, reply) -> isOfRange(request) ? change.apply(reply) : reply;
        }

        static boolean isOfRange(Request request) {
            return request.body().at("/sort/field").asText().equals("created_at");
        }

        static boolean isLaterPage(Request request) {
            return request.body().at("/pagination").has("starting_after");
        }
    }

    private final ManualClock clock;
    private final Precision precision;
    private final List<Created> byTime = new ArrayList<>();
    private final List<Created> byId = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private int requests;
    private int inFlight;
    private int mostInFlight;

    CreatedContacts(ManualClock clock, Precision precision) {
        this.clock = clock;
        this.precision = precision;
    }

    CreatedContacts with(Stream<Created> contacts) {
        contacts.forEach(byId::add);
        byId.sort(Comparator.comparing(Created::id));
        byId.stream().filter(one -> one.created() != null).forEach(byTime::add);
        byTime.sort(ORDER);
        return this;
    }

    private static final Comparator<Created> ORDER =
            Comparator.comparing(Created::created).thenComparing(Created::id);

    CreatedContacts with(Fault some) {
        fault = some;
        return this;
    }

    /** A contact is created now. */
    void create(String id) {
        Created contact = new Created(id, clock.instant().getEpochSecond());
        byId.add(-1 - Collections.binarySearch(byId, contact, Comparator.comparing(Created::id)), contact);
        byTime.add(contact);
    }

    void delete(String id) {
        byId.removeIf(one -> one.id().equals(id));
        byTime.removeIf(one -> one.id().equals(id));
    }

    List<String> ids() {
        return byId.stream().map(Created::id).toList();
    }

    int requests() {
        return requests;
    }

    int mostInFlight() {
        return mostInFlight;
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        requests++;
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        clock.schedule(Duration.ofSeconds(1), () -> {
            inFlight--;
            answer.complete(fault.changed(request, answer(request)));
        });
        return answer;
    }

    private Reply answer(Request request) {
        JsonNode body = request.body();
        boolean isRange = Fault.isOfRange(request);
        boolean isUp = body.at("/sort/order").asText().equals("ascending");
        List<Created> sorted = isRange ? byTime : byId;
        int first = isRange
                ? firstCreatedAt(
                        precision.firstAfter(body.at("/query/value/1/value").asLong()))
                : 0;
        List<Created> found = new ArrayList<>(sorted.subList(first, sorted.size()));
        if (!isUp) {
            Collections.reverse(found);
        }
        String cursor = body.at("/pagination/starting_after").asText();
        int from = cursor.isEmpty() ? 0 : after(found, cursor, isRange, isUp);
        int to = Math.min(found.size(), from + request.pageSize());
        ObjectNode reply = JSON.objectNode().put("total_count", found.size());
        ArrayNode data = reply.putArray("data");
        found.subList(from, to)
                .forEach(one -> data.addObject().put("id", one.id()).put("created_at", one.created()));
        ObjectNode pages = reply.putObject("pages");
        if (to < found.size()) {
            Created last = found.get(to - 1);
            pages.putObject("next").put("starting_after", (isRange ? last.created() : "") + "/" + last.id());
        }
        return new Reply.Success(reply, clock.instant(), request);
    }

    private int firstCreatedAt(long second) {
        int place = Collections.binarySearch(byTime, new Created("", second), ORDER);
        return place < 0 ? -1 - place : place;
    }

    private static int after(List<Created> found, String cursor, boolean isRange, boolean isUp) {
        int slash = cursor.indexOf('/');
        Comparator<Created> order = isRange ? ORDER : Comparator.comparing(Created::id);
        Long created = isRange ? Long.valueOf(cursor.substring(0, slash)) : null;
        Created last = new Created(cursor.substring(slash + 1), created);
        int place = Collections.binarySearch(found, last, isUp ? order : order.reversed());
        return place < 0 ? -1 - place : place + 1;
    }

    /** The same reply with another body. */
    static Reply changed(Reply reply, UnaryOperator<ObjectNode> change) {
        Reply.Success success = (Reply.Success) reply;
        return new Reply.Success(change.apply(success.body()), success.asOf(), success.request());
    }

    static Reply refused(Request request) {
        return ScriptedIntercom.failed(request, 400);
    }
}
