package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * As much of Intercom as an incremental stream sees: entities that change, a search index that lags, filters by day or by second, sorts
 * by the full time, and cursors that name the last entity of a page.
 */
final class ModelIntercom implements IntercomApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Clock clock;
    /** The workspace's time zone where the filter works on days; null where it compares seconds. */
    private ZoneId days;

    private final String array;
    private final Map<String, Deque<EntityVersion>> entities = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Request> asked = new ArrayList<>();
    private boolean answersAtOnce = true;
    private boolean showsNewest;
    private boolean includesBounds;
    private Duration seemsTooLong = Duration.ZERO;
    private UnaryOperator<Request> client = UnaryOperator.identity();
    private BiFunction<Request, Reply, Reply> onTheWay = (request, reply) -> reply;
    private String role = "user";

    /** How an entity was from some time on, and from when on the index knew. */
    record EntityVersion(String id, int number, Instant updated, Instant visible) {
        long second() {
            return updated.getEpochSecond();
        }
    }

    private record Waiting(Request request, Instant since, Instant asOf, CompletableFuture<Reply> reply) {}

    private ModelIntercom(Clock clock, ZoneId days, String array) {
        this.clock = clock;
        this.days = days;
        this.array = array;
    }

    static ModelIntercom ofContactsByDay(Clock clock, String zone) {
        return new ModelIntercom(clock, ZoneId.of(zone), "data");
    }

    static ModelIntercom ofContactsBySecond(Clock clock) {
        return new ModelIntercom(clock, null, "data");
    }

    static ModelIntercom ofConversations(Clock clock) {
        return new ModelIntercom(clock, null, "conversations");
    }

    /** Replies wait for {@link #answer} from now on. */
    void answersWhenTold() {
        answersAtOnce = false;
    }

    /** From now on the index knows the order only, and a list shows each entity as it is: ahead of its place for as long as the index lags. */
    void showsNewest() {
        showsNewest = true;
    }

    /** From now on what is greater than a second includes that second. */
    void includesBounds() {
        includesBounds = true;
    }

    /** How much longer than they took replies seem to take from now on: the worker's clock leapt meanwhile, or the worker stood still. */
    void seemsTooLong(Duration by) {
        seemsTooLong = by;
    }

    /** The workspace is given another time zone. */
    void movesTo(String zone) {
        days = ZoneId.of(zone);
    }

    /** What the client makes of requests before they are sent. */
    void sends(UnaryOperator<Request> change) {
        client = change;
    }

    /** What becomes of answers on their way. */
    void changesAnswers(BiFunction<Request, Reply, Reply> change) {
        onTheWay = change;
    }

    /** Its contacts have that role. */
    void hasRole(String all) {
        role = all;
    }

    String role() {
        return role;
    }

    /** A version of an entity as a list shows it. */
    ObjectNode version(String id, int number) {
        return entities.get(id).stream()
                .filter(version -> version.number() == number)
                .map(this::json)
                .findFirst()
                .orElseThrow();
    }

    /** The entity as it was in the last second before it was as it is shown; nothing where it has been no other. */
    Optional<ObjectNode> before(JsonNode shown) {
        return entities.getOrDefault(shown.path("id").asText(), new ArrayDeque<>()).stream()
                .filter(version -> version.second() < shown.path("updated_at").asLong())
                .max(Comparator.comparingInt(EntityVersion::number))
                .map(this::json);
    }

    void changes(String id) {
        changes(id, clock.instant(), Duration.ZERO);
    }

    /** The entity is changed. Changes within one second become visible together: an index takes up what it sees. */
    void changes(String id, Instant when, Duration lag) {
        Deque<EntityVersion> versions = entities.computeIfAbsent(id, first -> new ArrayDeque<>());
        EntityVersion last = versions.peekLast();
        boolean sameSecond = last != null && last.second() == when.getEpochSecond();
        versions.add(new EntityVersion(
                id, last == null ? 1 : last.number() + 1, when, sameSecond ? last.visible() : when.plus(lag)));
    }

    void deletes(String id) {
        entities.remove(id);
    }

    EntityVersion newest(String id) {
        return entities.get(id).getLast();
    }

    List<EntityVersion> newest() {
        return entities.values().stream().map(Deque::getLast).toList();
    }

    /** The requests so far. */
    List<Request> asked() {
        return asked;
    }

    /** The place of a request of this method among those that wait, or -1. */
    int waiting(Request.Method method) {
        return waiting.stream().map(one -> one.request().method()).toList().indexOf(method);
    }

    int waiting() {
        return waiting.size();
    }

    /** How many requests of this method wait. */
    long allWaiting(Request.Method method) {
        return waiting.stream().filter(one -> one.request().method() == method).count();
    }

    /** Answers the requests of this method that are as old, and says how many. */
    int answerAll(Request.Method method, Duration old) {
        List<Waiting> ready = waiting.stream()
                .filter(one -> one.request().method() == method)
                .filter(one -> !one.since().plus(old).isAfter(clock.instant()))
                .toList();
        ready.forEach(one -> answer(waiting.indexOf(one)));
        return ready.size();
    }

    /** Answers the requests of which this holds. */
    void answerThose(Predicate<Request> which) {
        List.copyOf(waiting).stream()
                .filter(one -> which.test(one.request()))
                .forEach(one -> answer(waiting.indexOf(one)));
    }

    void answer(int which) {
        Waiting answered = waiting.remove(which);
        Reply reply = reply(answered.request(), answered.asOf());
        answered.reply().complete(onTheWay.apply(answered.request(), reply));
    }

    @Override
    public CompletableFuture<Reply> send(Request wished) {
        Request request = client.apply(wished);
        asked.add(request);
        // Intercom's Date header knows whole seconds.
        Instant asOf = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(seemsTooLong);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        waiting.add(new Waiting(request, clock.instant(), asOf, reply));
        if (answersAtOnce) {
            answer(waiting.size() - 1);
        }
        return reply;
    }

    private Reply reply(Request request, Instant asOf) {
        if (request.method() == Request.Method.POST) {
            return new Reply.Success(page(request.body()), asOf, request);
        }
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (!entities.containsKey(id)) {
            return ScriptedIntercom.failed(request, 404);
        }
        return new Reply.Success(single(json(entities.get(id).getLast())), asOf, request);
    }

    /** What a request for the entity alone is answered. */
    static ObjectNode single(ObjectNode entity) {
        entity.putObject("conversation_parts").putArray("conversation_parts");
        entity.putObject("contacts").putArray("contacts");
        entity.putObject("tags").putArray("tags");
        return entity;
    }

    private ObjectNode page(JsonNode body) {
        boolean ascending = body.at("/sort/order").asText().equals("ascending");
        Comparator<EntityVersion> order =
                Comparator.comparing(EntityVersion::updated).thenComparing(EntityVersion::id);
        order = ascending ? order : order.reversed();
        List<EntityVersion> all = entities.values().stream()
                .flatMap(this::indexed)
                .filter(filter(body.path("query")))
                .toList();
        Stream<EntityVersion> found = all.stream();
        String cursor = body.at("/pagination/starting_after").asText("");
        if (!cursor.isEmpty()) {
            String[] parts = cursor.split(" ", 2);
            EntityVersion last =
                    new EntityVersion(parts[1], 0, Instant.ofEpochMilli(Long.parseLong(parts[0])), Instant.MIN);
            Comparator<EntityVersion> sorted = order;
            found = found.filter(version -> sorted.compare(version, last) > 0);
        }
        List<EntityVersion> rest = found.sorted(order).toList();
        int size = body.at("/pagination/per_page").asInt();
        ObjectNode answer = JSON.objectNode().put("total_count", all.size());
        answer.putObject("pages").put("type", "pages");
        var items = answer.putArray(array);
        rest.stream().limit(size).forEach(version -> items.add(json(showsNewest ? newest(version.id()) : version)));
        if (rest.size() > size) {
            EntityVersion last = rest.get(size - 1);
            answer.withObject("/pages")
                    .putObject("next")
                    .put("starting_after", last.updated().toEpochMilli() + " " + last.id());
        }
        return answer;
    }

    /** The version that the index knows by now; none of an entity that it has not taken up yet. */
    private Stream<EntityVersion> indexed(Deque<EntityVersion> versions) {
        EntityVersion known = null;
        for (EntityVersion version : versions) {
            known = version.visible().isAfter(clock.instant()) ? known : version;
        }
        return Stream.ofNullable(known);
    }

    private Predicate<EntityVersion> filter(JsonNode query) {
        if (query.path("value").isArray()) {
            Predicate<EntityVersion> all = version -> true;
            for (JsonNode filter : query.path("value")) {
                all = all.and(filter(filter));
            }
            return all;
        }
        if (!query.path("field").asText().equals("updated_at")) {
            return version -> true;
        }
        long than = query.path("value").asLong();
        LocalDate day = days == null ? null : day(Instant.ofEpochSecond(than));
        int bound = includesBounds ? 1 : 0;
        if (query.path("operator").asText().equals("<")) {
            return day == null
                    ? version -> version.second() < than + bound
                    : version -> day(version.updated()).isBefore(day);
        }
        return day == null
                ? version -> version.second() > than - bound
                : version -> day(version.updated()).isAfter(day);
    }

    private LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, days);
    }

    private ObjectNode json(EntityVersion version) {
        return JSON.objectNode()
                .put("id", version.id())
                .put("updated_at", version.second())
                .put("number", version.number())
                .put("role", role);
    }
}
