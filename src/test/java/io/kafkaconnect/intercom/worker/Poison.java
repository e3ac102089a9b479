package io.kafkaconnect.intercom.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Exchange;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.http.Torn;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Identified;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a sandbox does not give: of each kind some entities, each in its own way and at every request, while it gives all others. The scroll of
 * companies breaks behind its first page, each time in another way.
 */
final class Poison {
    private static final String SCROLL = "/companies/scroll";

    private static final List<Fault> FAULTS = List.of(
            Fault.error(500, "server_error"),
            Fault.html(502),
            Fault.error(503, "service_unavailable"),
            Fault.html(504),
            Fault.error(400, "parameter_invalid"),
            Fault.error(401, "unauthorized"),
            Fault.error(402, "payment_required"),
            Fault.error(403, "forbidden"),
            Fault.html(403),
            Fault.html(404),
            Fault.error(409, "retry_after"),
            Fault.error(422, "unprocessable_entity"),
            Fault.overloaded(),
            Fault.html(429),
            Fault.CUT_BEFORE_ANSWER,
            Fault.CUT_IN_BODY,
            Fault.TRUNCATED_JSON,
            Fault.EMPTY_WITH_200,
            Fault.HTML_WITH_200,
            body(new byte[] {(byte) 0xc3, 0x28, (byte) 0xff, (byte) 0xfe}),
            body("{\"type\": \"conversation\", \"id\"; 5}".getBytes(StandardCharsets.UTF_8)),
            body("\"Please wait\"".getBytes(StandardCharsets.UTF_8)),
            Torn.nothingAtAll(),
            Torn.error("server_error"));

    private final Map<String, Fault> faults = new HashMap<>();
    private final Set<String> entities = new HashSet<>();
    private final Set<String> segments = new HashSet<>();

    /** Of each kind so many, or half of them where there are fewer than twice as many; of segments a few. */
    Poison(Workspace workspace, int most, int mostSegments) {
        List<Contact> contacts = List.copyOf(workspace.contacts().current().all());
        entities(workspace.conversations().current().all().stream(), most, id -> "/conversations/" + id);
        entities(
                contacts.stream().filter(hasMany(one -> one.links().notes(), 1)),
                most,
                id -> "/contacts/" + id + "/notes");
        entities(contacts.stream().filter(one -> one.role() == Role.USER), most, id -> "/events/" + id);
        entities(
                contacts.stream().filter(hasMany(one -> one.links().tags(), 11)),
                most,
                id -> "/contacts/" + id + "/tags");
        entities(
                contacts.stream().filter(hasMany(one -> one.links().companies(), 11)),
                most,
                id -> "/contacts/" + id + "/companies");
        segments.addAll(some(workspace.segments().all().stream(), mostSegments, id -> "/segments/" + id));
    }

    private static Predicate<Contact> hasMany(Function<Contact, List<?>> list, int least) {
        return contact -> list.apply(contact).size() >= least;
    }

    private void entities(Stream<? extends Identified> all, int most, Function<String, String> place) {
        entities.addAll(some(all, most, place));
    }

    private static Fault body(byte[] body) {
        return Fault.reply(ApiReply.json(200, body));
    }

    private Set<String> some(Stream<? extends Identified> all, int most, Function<String, String> place) {
        List<String> ids = new ArrayList<>(all.map(Identified::id).toList());
        Collections.shuffle(ids, new Random(faults.size()));
        Set<String> some = new HashSet<>();
        for (String id : ids.subList(0, Math.min(most, ids.size() / 2))) {
            faults.put(place.apply(id), FAULTS.get(some.size() % FAULTS.size()));
            some.add(id);
        }
        return some;
    }

    /** From now on, until the faults of the sandbox are cleared. */
    void spread(Sandbox sandbox) {
        faults.put(SCROLL, new InTurns());
        sandbox.faults()
                .always(
                        call -> faults.containsKey(place(call)),
                        exchange -> faults.get(place(exchange.call())).apply(exchange));
    }

    /** The conversations, and the contacts of which something does not come. */
    Set<String> entities() {
        return entities;
    }

    Set<String> segments() {
        return segments;
    }

    /** What a request asks for. */
    private static String place(Call call) {
        return switch (call.path()) {
            case "/events" -> "/events/" + call.param("intercom_user_id");
            case "/contacts/search" -> "/segments/" + segment(call.json().path("query"));
            case SCROLL -> call.param("scroll_param") == null ? "" : SCROLL;
            default -> call.path();
        };
    }

    private static String segment(JsonNode query) {
        return query.path("field").asText().equals("segment_id")
                ? query.path("value").asText()
                : "";
    }

    /** Each fault once, and all over again. */
    private static final class InTurns implements Fault {
        private int turn;

        @Override
        public synchronized void apply(Exchange exchange) {
            FAULTS.get(turn++ % FAULTS.size()).apply(exchange);
        }
    }
}
