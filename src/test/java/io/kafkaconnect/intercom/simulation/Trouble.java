package io.kafkaconnect.intercom.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.http.Foreign;
import io.kafkaconnect.intercom.sandbox.http.Torn;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What makes the reading of a workspace hard. A fault befalls a request, in one of several forms; a circumstance is there from the beginning of a
 * story to its end.
 */
@SuppressWarnings("ImmutableEnumChecker") // What they hold is never changed.
public enum Trouble {
    // A failure that says so.
    FAILURE(Stream.of(Fault.error(500, "server_error"), Fault.error(503, "service_unavailable"), Fault.html(502))),
    TOO_MANY_REQUESTS(Stream.of(Fault.error(429, "rate_limit_exceeded"))),
    OVERLOADED(Stream.of(Fault.overloaded())),
    /** Two for one request are the truth about the token, and end the task. */
    UNAUTHORIZED_ONCE(Often.ONCE, Call.any(), Stream.of(Fault.error(401, "unauthorized"))),
    NO_ANSWER(Stream.of(Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_BODY, Fault.NO_ANSWER)),
    /** Only data: a refusal that cannot be read is a refusal, and ends the task. */
    TRUNCATED_DATA(Stream.of(Fault.TRUNCATED_DATA)),

    // The word of something that is not Intercom.
    FOREIGN_SUCCESS(Stream.concat(Foreign.any(200, 202), Stream.of(Fault.HTML_WITH_200, Fault.EMPTY_WITH_200))),
    FOREIGN_REDIRECT(Foreign.any(301, 302, 307)),
    FOREIGN_REFUSAL(Foreign.any(400, 402, 405, 407, 409, 418, 422, 451)),
    FOREIGN_DENIAL(Foreign.any(401, 403)),
    FOREIGN_ABSENCE(Foreign.any(404, 410)),
    FOREIGN_HTML_ABSENCE(Foreign.html(404, 410)),
    FOREIGN_TOO_MANY_REQUESTS(Foreign.any(429)),
    FOREIGN_FAILURE(Foreign.any(500, 502, 503, 504, 520)),

    // A proper answer with the time of another clock.
    DATE_AHEAD(dates(1, 3, 10, 60)),
    DATE_BEHIND(dates(-1, -3, -10, -60)),
    DATE_ABSENT(Stream.of(Fault.dated(""))),
    DATE_GARBLED(Stream.of(Fault.dated("yesterday"), Fault.dated("0"), Fault.dated("Sun, 99 Foo 2026 25:61:61 GMT"))),
    DATE_FAR_OFF(Stream.of(Fault.dated("Thu, 01 Jan 1970 00:00:00 GMT"), Fault.dated("Fri, 31 Dec 9999 23:59:59 GMT"))),

    // A list that is torn or short.
    PAGES_ABSENT(
            On.PAGES, Stream.of(Torn.pages(MissingNode.getInstance()), Torn.pages(node(JsonNodeFactory::nullNode)))),
    PAGES_GARBLED(
            On.PAGES,
            Stream.of(
                    Torn.pages(node(nodes -> nodes.textNode("page 1"))),
                    Torn.pages(node(nodes -> nodes.numberNode(1))),
                    Torn.pages(node(JsonNodeFactory::arrayNode)))),
    PAGES_EMPTY(On.PAGES, Stream.of(Torn.pages(node(JsonNodeFactory::objectNode)))),
    NEXT_GARBLED(
            On.PAGES,
            Stream.of(
                    Torn.next(node(JsonNodeFactory::objectNode)),
                    Torn.next(node(nodes -> nodes.numberNode(2))),
                    Torn.next(node(nodes -> nodes.booleanNode(true))))),
    PAGE_EMPTY(On.PAGES, Stream.of(Torn.empty())),
    PAGE_EMPTY_UNCOUNTED(On.PAGES, Stream.of(Torn.emptyAndUncounted())),
    /** Well-formed, as if nothing were there. */
    PAGE_OF_NOTHING(Often.NOT_TWICE, On.PAGES, Stream.of(Torn.nothing())),
    /** Nothing in a page says that it is short: one wrong answer must not lose anything, two to the same question may. */
    PAGE_HALF(Often.NOT_TWICE, On.PAGES, Stream.of(Torn.half())),
    CATALOGUE_EMPTY(On.CATALOGUE, Stream.of(Torn.nothing())),
    CATALOGUE_HALF(On.CATALOGUE, Stream.of(Torn.half())),
    MORE_ENTRIES(Often.ALWAYS, On.LISTS, Torn.moreEntries(), Map.of("intercom.behavior.on.malformed.entity", "skip")),
    OTHER_ENTRIES(Often.ALWAYS, On.LISTS, Torn.otherEntries(), Map.of("intercom.behavior.on.malformed.entity", "skip")),
    ENTRY_WITH_LINE_BREAK(
            Often.ALWAYS,
            On.LISTS,
            Stream.of(Torn.oneMoreWithId("1\n2"), Torn.oneMoreWithId("1\r\n"), Torn.oneMoreWithId("1\u20282")),
            Map.of("intercom.behavior.on.malformed.entity", "skip")),
    /** Final, three times running: its stream is given up and begun again. */
    LIST_REFUSED(
            Often.ALWAYS,
            On.LISTS,
            Stream.of(
                    Fault.error(400, "bad_request"),
                    Fault.error(402, "payment_required"),
                    Fault.error(403, "forbidden"),
                    Fault.error(405, "method_not_allowed"),
                    Fault.error(409, "conflict"),
                    Fault.error(418, "teapot"),
                    Fault.error(422, "unprocessable_entity"),
                    Fault.error(451, "unavailable_for_legal_reasons")),
            Map.of("intercom.stream.failure.timeout.ms", "-1")),
    LIST_RENAMED(On.LISTS, Stream.of(Torn.renamed())),
    LIST_OF_ANOTHER_KIND(
            On.LISTS,
            Stream.of(
                    Torn.insteadOfList(node(nodes -> nodes.textNode("none"))),
                    Torn.insteadOfList(node(JsonNodeFactory::nullNode)),
                    Torn.insteadOfList(node(JsonNodeFactory::objectNode)))),
    SCROLL_LOST(On.SCROLL_GOES_ON, Stream.of(Fault.error(404, "not_found"))),
    SCROLL_CUT(On.SCROLL_GOES_ON, Stream.of(Torn.nothing())),
    SCROLL_OF_NOTHING(On.SCROLL_BEGINS, Stream.of(Torn.nothing())),
    SCROLL_HALF(On.SCROLL, Stream.of(Torn.half())),

    // What is asked about one entity is answered by half.
    DETAIL_OF_NOTHING_AT_ALL(On.DETAILS, Stream.of(Torn.nothingAtAll())),
    DETAIL_ERROR(On.DETAILS, Stream.of(Torn.error("server_error"), Torn.error("not_found"))),
    DETAIL_LIST_OF_ANOTHER_KIND(
            On.DETAILS,
            Stream.of(
                    Torn.insteadOfList(node(nodes -> nodes.textNode("none"))),
                    Torn.insteadOfList(node(JsonNodeFactory::nullNode)))),
    DETAIL_LIST_EMPTY(On.COUNTED_DETAILS, Stream.of(Torn.nothing())),
    EVENTS_EMPTY(Call.to("GET /events"), Stream.of(Torn.nothing())),
    PARTS_EMPTY(On.CONVERSATION, Stream.of(Torn.nothing())),
    CONTACT_WITHOUT_ROLE(Call.to("GET /contacts/{id}"), Stream.of(Torn.without("role"))),
    ABSENT_ONCE(Often.ONCE_FOR_EACH, On.DETAILS, Stream.of(Fault.error(404, "not_found"))),
    REFUSED_ONCE(
            Often.ONCE_FOR_EACH,
            On.DETAILS,
            Stream.of(
                    Fault.error(403, "api_plan_restricted"),
                    Fault.error(403, "forbidden"),
                    Fault.error(402, "payment_required"),
                    Fault.error(422, "unprocessable_entity"))),

    // Some entities do not come at all, whatever is asked about them; their segments neither.
    POISONED(
            Often.ALWAYS_FOR_SOME,
            On.DETAILS.or(On.SEGMENT),
            Stream.concat(
                    Foreign.any(403, 404, 502),
                    Stream.of(
                            Fault.error(400, "parameter_invalid"),
                            Fault.error(403, "forbidden"),
                            Fault.error(409, "retry_after"),
                            Fault.error(422, "unprocessable_entity"),
                            Fault.error(500, "server_error"),
                            Fault.error(503, "service_unavailable"),
                            Fault.overloaded(),
                            Fault.CUT_BEFORE_ANSWER,
                            Fault.CUT_IN_BODY,
                            Fault.NO_ANSWER,
                            Fault.EMPTY_WITH_200,
                            Fault.HTML_WITH_200,
                            Torn.nothingAtAll()))),
    // No page comes that shows some entity, of whatever size it is.
    POISONED_PAGES(
            Often.ALWAYS_WHERE_SHOWN,
            On.PAGES.or(On.SCROLL),
            Stream.of(
                    Fault.error(500, "server_error"),
                    Fault.error(504, "gateway_timeout"),
                    Fault.html(502),
                    Fault.CUT_IN_BODY,
                    Fault.NO_ANSWER,
                    Fault.EMPTY_WITH_200)),

    // Circumstances.
    STALE_COPIES(options -> options.staleness(Duration.ofSeconds(20))),
    SLOW_CONTACTS(options -> options.slowContacts(Circumstance.SLOWEST)),
    GHOST_TAGS(Options::ghostTags),
    HOSTILE_VALUES(Options::hostileValues),
    /** A transformation of the worker's drops the records of one topic; only with exactly-once. */
    DROPPED_RECORDS(UnaryOperator.identity());

    /** The property that names the kinds to be drawn, separated by commas, in place of the usual ones. */
    private static final String PROPERTY = "weather";

    /** What the connector believes: an answer that says in good form that a contact had no events. */
    private static final Set<Trouble> BELIEVED = EnumSet.of(EVENTS_EMPTY);

    /** How often a fault befalls. */
    private enum Often {
        ALWAYS,
        ONCE,
        ONCE_FOR_EACH,
        /** The same requests again and again, and no others. */
        ALWAYS_FOR_SOME,
        /** Whatever would show some entities, and nothing else. */
        ALWAYS_WHERE_SHOWN,
        /** Not the same request twice running. */
        NOT_TWICE
    }

    /** What requests faults befall. */
    private static final class On {
        static final Predicate<Call> SCROLL = Call.to("GET /companies/scroll");
        static final Predicate<Call> SCROLL_BEGINS = SCROLL.and(call -> call.param("scroll_param") == null);
        static final Predicate<Call> SCROLL_GOES_ON = SCROLL.and(call -> call.param("scroll_param") != null);
        static final Predicate<Call> PAGES =
                to("POST /contacts/search", "POST /conversations/search").or(to("GET /conversations/deleted"));
        static final Predicate<Call> CATALOGUE = to("GET /admins", "GET /teams", "GET /tags", "GET /segments");
        static final Predicate<Call> LISTS = PAGES.or(SCROLL).or(CATALOGUE);
        static final Predicate<Call> COUNTED_DETAILS =
                to("GET /contacts/{id}/tags", "GET /contacts/{id}/companies", "GET /contacts/{id}/notes");
        static final Predicate<Call> CONVERSATION =
                to("GET /conversations/{id}").and(PAGES.negate());
        static final Predicate<Call> DETAILS =
                COUNTED_DETAILS.or(to("GET /events", "GET /contacts/{id}")).or(CONVERSATION);

        static final Predicate<Call> SEGMENT = to("GET /segments/{id}")
                .or(to("POST /contacts/search").and(call -> call.text().contains("segment_id")));

        private static Predicate<Call> to(String... routes) {
            return Arrays.stream(routes).map(Call::to).reduce(Predicate::or).orElseThrow();
        }
    }

    /** Figures of circumstances. */
    static final class Circumstance {
        /** The longest that the search does not see the change of a contact. */
        static final Duration SLOWEST = Duration.ofSeconds(25);

        private Circumstance() {}
    }

    private final Often often;
    private final Predicate<Call> befallen;
    private final List<Fault> forms;
    private final Map<String, String> settings;
    private final UnaryOperator<Options> circumstance;

    Trouble(Stream<Fault> forms) {
        this(Call.any(), forms);
    }

    Trouble(Predicate<Call> befallen, Stream<Fault> forms) {
        this(Often.ALWAYS, befallen, forms);
    }

    Trouble(Often often, Predicate<Call> befallen, Stream<Fault> forms) {
        this(often, befallen, forms, Map.of());
    }

    Trouble(Often often, Predicate<Call> befallen, Stream<Fault> forms, Map<String, String> settings) {
        this(often, befallen, forms.toList(), settings, null);
    }

    Trouble(UnaryOperator<Options> circumstance) {
        this(Often.ALWAYS, call -> false, List.of(), Map.of(), circumstance);
    }

    Trouble(
            Often often,
            Predicate<Call> befallen,
            List<Fault> forms,
            Map<String, String> settings,
            UnaryOperator<Options> circumstance) {
        this.often = often;
        this.befallen = befallen;
        this.forms = forms;
        this.settings = settings;
        this.circumstance = circumstance;
    }

    private static Stream<Fault> dates(int... minutes) {
        return Arrays.stream(minutes).mapToObj(ahead -> Fault.clockOff(Duration.ofMinutes(ahead)));
    }

    private static JsonNode node(Function<JsonNodeFactory, JsonNode> made) {
        return made.apply(JsonNodeFactory.instance);
    }

    /** The kinds that stories tell of: those that the property {@code weather} names, or all that the connector copes with. */
    public static Set<Trouble> told() {
        Set<Trouble> named = named();
        return named.isEmpty() ? EnumSet.complementOf(EnumSet.copyOf(BELIEVED)) : named;
    }

    private static Set<Trouble> named() {
        Set<Trouble> named = EnumSet.noneOf(Trouble.class);
        Pattern.compile(",")
                .splitAsStream(System.getProperty(PROPERTY, ""))
                .filter(name -> !name.isBlank())
                .forEach(name -> named.add(valueOf(name.strip().toUpperCase(Locale.ROOT))));
        return named;
    }

    /** Whether it is there from the beginning to the end, and befalls no request. */
    public boolean isCircumstance() {
        return circumstance != null;
    }

    /** What the user sets where this is to be expected. */
    Map<String, String> settings() {
        return settings;
    }

    Options on(Options options) {
        return isCircumstance() ? circumstance.apply(options) : options;
    }

    boolean befalls(Call call) {
        return befallen.test(call);
    }

    /** What keeps it from befalling once more, or null: it befalls once with each of these. */
    String mark(Call call) {
        return switch (often) {
            case ALWAYS, ALWAYS_FOR_SOME, ALWAYS_WHERE_SHOWN -> null;
            case ONCE -> name();
            case ONCE_FOR_EACH, NOT_TWICE -> name() + call.path() + call.query() + call.text();
        };
    }

    /** Whether it may befall with the same again, once another request with that was spared. */
    boolean comesBack() {
        return often == Often.NOT_TWICE;
    }

    /** Whether it befalls the same requests again and again, of which there are a few. */
    boolean isPoison() {
        return often == Often.ALWAYS_FOR_SOME || befallsWhatIsShown();
    }

    /** Whether it befalls an answer because of an entity in it. */
    boolean befallsWhatIsShown() {
        return often == Often.ALWAYS_WHERE_SHOWN;
    }

    /** One of its forms. */
    Fault fault(Random random) {
        return forms.get(random.nextInt(forms.size()));
    }
}
