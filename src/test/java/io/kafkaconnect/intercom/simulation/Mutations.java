package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Makes some answers wrong, each in one way, and remembers what of that cannot be seen in the answer itself.
 *
 * <p>An answer that looks right and does not name what exists is a lie. No single lie may delete a row, two that agree may. So lies about
 * one entity and lies about a whole list take turns, and the next one about the same thing comes when there were true answers for a while.
 */
final class Mutations {
    private static final int[] STATUSES = {
        200, 201, 202, 204, 206, 301, 302, 304, 307, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 418, 422,
        423, 429, 431, 451, 500, 502, 503, 504, 520, 599
    };

    private static final List<String> CODES = List.of(
            "not_found",
            "unauthorized",
            "token_unauthorized",
            "forbidden",
            "api_plan_restricted",
            "rate_limit_exceeded",
            "too_many_requests",
            "scroll_exists",
            "retry_after",
            "contact_merged",
            "server_error",
            "",
            "unknown_code");

    private static final List<Duration> OFF =
            List.of(Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofDays(3_650));

    private static final Duration TRUE_FOR = Duration.ofMinutes(5);
    private static final int TRUE_ANSWERS = 40;

    /** In minutes: how long lies about one entity or about many have their turn. */
    private static final int TURN = 15;

    private static final int MOST_TRIES = 6;
    private static final int MOST_TOLD = 40;

    private final Random random;
    private final Clock clock;
    private final double rate;
    private final BiPredicate<Mutation, ReplyPlace> allowed;
    private final List<Mutation> kinds = new ArrayList<>();
    private final ValueMutations values;
    private final MutationStatistics figures;
    private final Deque<String> latest = new ArrayDeque<>();
    private final Map<String, byte[]> bodies = new TreeMap<>();
    private final Map<String, Truthful> truthful = new HashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final Set<String> fakes = new HashSet<>();
    private final Set<String> tainted = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private boolean on = true;
    private int count;

    /** How truly something was told of since the latest lie about it. */
    private static final class Truthful {
        private Instant since = Instant.EPOCH;
        private int answers;
    }

    /** What an answer claims that is not so, although it looks right. */
    private enum Lie {
        NONE,
        /** Something is amiss with a list, as can be seen in the answer. */
        SHOWS,
        /** One entity is not there, or is other than it is. */
        ABOUT_ONE,
        /** Some entities of a list are not there. */
        ABOUT_MANY
    }

    /**
     * A wrong answer.
     *
     * @param entity the id of the entity in the list that it is about; null where it is about none of a list
     * @param effect what is to be remembered if it is given
     */
    private record Wrong(
            Mutation mutation,
            ReplyPlace place,
            String where,
            Lie lie,
            String entity,
            Transport.RawResponse answer,
            Runnable effect) {}

    Mutations(
            Random random,
            Clock clock,
            double rate,
            BiPredicate<Mutation, ReplyPlace> allowed,
            MutationStatistics figures) {
        this.random = random;
        this.clock = clock;
        this.rate = rate;
        this.allowed = allowed;
        this.figures = figures;
        this.values = new ValueMutations(random);
        for (Mutation mutation : Mutation.values()) {
            boolean any = EnumSet.allOf(ReplyPlace.class).stream().anyMatch(place -> allowed.test(mutation, place));
            int weight =
                    switch (mutation.group()) {
                        case VALUE -> 3;
                        case BODY, HEADERS -> 2;
                        case STATUS -> 5;
                        case ENVELOPE -> 1;
                    };
            for (int i = 0; any && i < weight; i++) {
                kinds.add(mutation);
            }
        }
    }

    /** From now on some answers are wrong, or none. */
    void on(boolean some) {
        on = some;
    }

    /** How many answers were wrong. */
    int count() {
        return count;
    }

    /** The latest wrong answers, oldest first. */
    List<String> latest() {
        return List.copyOf(latest);
    }

    /** Whether a wrong answer brought this value. */
    boolean isFake(Object value) {
        return value instanceof String text && fakes.contains(text);
    }

    /** Whether a wrong answer told of that entity other than it is, in a way that nobody can see. */
    boolean isTainted(String entity) {
        return tainted.contains(entity);
    }

    /** Whether a wrong answer gave that entity another id, in a way that nobody can see. */
    boolean isHidden(String entity) {
        return hidden.contains(entity);
    }

    /** These entities have changed since, and were told of truly. */
    void changed(Set<String> entities) {
        tainted.removeAll(entities);
        hidden.removeAll(entities);
    }

    /** What comes in place of the right answer. */
    Transport.RawResponse of(Request request, int status, Map<String, String> headers, byte[] body) {
        Transport.RawResponse right = answer(status, headers, body);
        String family = Routes.family(request);
        answers.merge(family, 1, Integer::sum);
        if (on && !kinds.isEmpty() && random.nextDouble() < rate(request)) {
            for (int i = 0; i < MOST_TRIES; i++) {
                Optional<Wrong> drawn = draw(request, status, headers, body);
                if (drawn.isPresent() && mayLie(drawn.get(), family, request)) {
                    told(request, drawn.get(), family);
                    return drawn.get().answer;
                }
            }
        }
        if (status == 200) {
            bodies.put(Routes.of(request), body);
        }
        figures.answer();
        return right;
    }

    /** Details are asked for seldom. */
    private double rate(Request request) {
        return request.priority() == Request.Priority.DETAIL ? Math.min(0.5, 3 * rate) : rate;
    }

    private boolean mayLie(Wrong wrong, String family, Request request) {
        long minute = clock.instant().getEpochSecond() / 60;
        boolean early = minute % TURN < TURN - TRUE_FOR.toMinutes();
        boolean turnOfOne = minute / TURN % 2 == 0;
        return switch (wrong.lie) {
            case NONE -> true;
            case SHOWS -> isTrue(family, family);
            case ABOUT_ONE ->
                early && turnOfOne && isTrue(family, family) && isTrue(about(wrong, family, request), family);
            case ABOUT_MANY -> early && !turnOfOne && isTrue(family, family) && isTrue(family + "/any", family);
        };
    }

    private boolean isTrue(String what, String family) {
        Truthful latest = truthful.get(what);
        return latest == null
                || (answers.get(family) >= latest.answers + TRUE_ANSWERS
                        && !clock.instant().isBefore(latest.since.plus(TRUE_FOR)));
    }

    private static String about(Wrong wrong, String family, Request request) {
        String owner = Routes.owner(request);
        return family + "/" + (owner == null ? wrong.entity : owner);
    }

    private void lied(String what, String family) {
        Truthful now = truthful.computeIfAbsent(what, first -> new Truthful());
        now.since = clock.instant();
        now.answers = answers.get(family);
    }

    private void told(Request request, Wrong wrong, String family) {
        count++;
        wrong.effect.run();
        figures.mutated(wrong.mutation);
        if (wrong.lie == Lie.ABOUT_MANY) {
            lied(family, family);
        } else if (wrong.lie == Lie.ABOUT_ONE) {
            lied(about(wrong, family, request), family);
            lied(family + "/any", family);
        }
        if (latest.size() == MOST_TOLD) {
            latest.remove();
        }
        latest.add(clock.instant() + " " + Routes.of(request) + " " + wrong.mutation + " " + wrong.place + wrong.where);
    }

    private Optional<Wrong> draw(Request request, int status, Map<String, String> headers, byte[] body) {
        Mutation mutation = kinds.get(random.nextInt(kinds.size()));
        return switch (mutation.group()) {
            case VALUE -> status == 200 ? value(mutation, request, headers, body) : Optional.empty();
            case BODY ->
                allowed.test(mutation, ReplyPlace.BODY) ? body(mutation, request, headers, body) : Optional.empty();
            case STATUS, ENVELOPE -> status(mutation, request, headers, body);
            case HEADERS ->
                allowed.test(mutation, ReplyPlace.HEADERS)
                        ? Optional.of(headers(mutation, status, headers, body))
                        : Optional.empty();
        };
    }

    private Optional<Wrong> value(Mutation mutation, Request request, Map<String, String> headers, byte[] body) {
        return values.change(mutation, body, Routes.entity(request), place -> allowed.test(mutation, place))
                .map(changed -> {
                    Spot spot = changed.spot();
                    return new Wrong(
                            mutation,
                            spot.place(),
                            spot.path(),
                            lie(mutation, spot),
                            spot.entity(),
                            answer(200, headers, changed.body()),
                            () -> remember(mutation, request, changed));
                });
    }

    private static Lie lie(Mutation mutation, Spot spot) {
        return switch (spot.place()) {
            case LIST -> isShorter(mutation) && spot.node().size() > 0 ? Lie.ABOUT_MANY : Lie.SHOWS;
            case COUNT -> spot.entity() == null ? Lie.ABOUT_MANY : Lie.ABOUT_ONE;
            case PAGES -> Lie.SHOWS;
            case ENTRY -> mutation == Mutation.REMOVED || mutation == Mutation.SIBLING ? Lie.ABOUT_MANY : Lie.SHOWS;
            case ID, ROLE, RELATION -> Lie.ABOUT_ONE;
            default -> Lie.NONE;
        };
    }

    private static boolean isShorter(Mutation mutation) {
        return switch (mutation) {
            case EMPTY_LIST, HALF_LIST, FIRST_OF_LIST, DUPLICATED_KEY -> true;
            default -> false;
        };
    }

    private void remember(Mutation mutation, Request request, ValueMutations.Changed changed) {
        Spot spot = changed.spot();
        if (changed.written() != null) {
            fakes.add(changed.written());
        }
        String owner = Routes.owner(request);
        if (owner == null && spot.entity() == null) {
            return;
        }
        String told = owner == null ? spot.entity() : owner;
        boolean list = Routes.entity(request) == null;
        if (owner == null && spot.place() == ReplyPlace.ID) {
            hidden.add(told);
        }
        if (isBelievable(mutation, spot, list && owner != null)) {
            tainted.add(told);
        }
    }

    /** Whether the entity may look as if it were so. */
    private static boolean isBelievable(Mutation mutation, Spot spot, boolean listOfOne) {
        boolean counted = spot.path().matches("\\.(conversation_parts(\\.conversation_parts)?|statistics)");
        return switch (spot.place()) {
            case BODY, PAGES -> false;
            case LIST -> listOfOne && isShorter(mutation);
            case COUNT -> spot.entity() != null;
            case ID -> listOfOne;
            case ENTRY -> listOfOne || mutation == Mutation.ENTRY_TWICE;
            default -> !counted;
        };
    }

    private Optional<Wrong> body(Mutation mutation, Request request, Map<String, String> headers, byte[] body) {
        Map<String, String> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        told.putAll(headers);
        byte[] wrong = body;
        switch (mutation) {
            case CUT_BODY -> wrong = Arrays.copyOf(body, random.nextInt(body.length + 1));
            case EMPTY_BODY -> wrong = new byte[0];
            case HTML_BODY -> {
                told.put("Content-Type", "text/html");
                wrong = bytes("<html><body>Please wait</body></html>");
            }
            case NO_JSON_BODY -> wrong = bytes(one("null", "[]", "true", "0", "\"\"", "OK", "{\"a\":", "{}", "{a:1}"));
            case INVALID_UTF8_BODY -> {
                wrong = body.clone();
                for (int i = 0; i < 3 && wrong.length > 0; i++) {
                    wrong[random.nextInt(wrong.length)] = (byte) 0xff;
                }
            }
            case OTHER_BODY -> {
                List<String> others = new ArrayList<>(bodies.keySet());
                others.remove(Routes.of(request));
                if (others.isEmpty()) {
                    return Optional.empty();
                }
                wrong = bodies.get(others.get(random.nextInt(others.size())));
            }
            default -> wrong = bytes("{\"data\":" + new String(body, StandardCharsets.UTF_8) + "}");
        }
        boolean other = mutation == Mutation.OTHER_BODY;
        String owner = Routes.owner(request);
        Runnable effect = () -> {
            if (other && owner != null && Routes.entity(request) == null) {
                tainted.add(owner);
            }
        };
        return Optional.of(new Wrong(
                mutation,
                ReplyPlace.BODY,
                "",
                other ? Lie.ABOUT_MANY : Lie.NONE,
                null,
                answer(200, told, wrong),
                effect));
    }

    private Optional<Wrong> status(Mutation mutation, Request request, Map<String, String> headers, byte[] body) {
        int[] statuses = Arrays.stream(STATUSES)
                .filter(status -> allowed.test(mutation, ReplyPlace.of(status)))
                .filter(status -> mutation.group() == Mutation.Group.STATUS || status >= 400)
                .toArray();
        if (statuses.length == 0) {
            return Optional.empty();
        }
        int status = statuses[random.nextInt(statuses.length)];
        String code =
                mutation == Mutation.STATUS_WITH_ANY_CODE ? CODES.get(random.nextInt(CODES.size())) : fitting(status);
        Map<String, String> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        told.putAll(headers);
        byte[] wrong =
                switch (mutation) {
                    case STATUS_WITH_RIGHT_BODY -> body;
                    case STATUS_WITH_HTML -> {
                        told.put("Content-Type", "text/html");
                        yield bytes("<html><body><h1>" + status + "</h1></body></html>");
                    }
                    case STATUS_WITH_FOREIGN_JSON ->
                        bytes(one("{\"message\":\"no Route matched\"}", "{\"error\":\"x\"}", "{}", "[]", "null"));
                    case STATUS_WITHOUT_BODY -> new byte[0];
                    case ERRORS_EMPTY -> bytes("{\"type\":\"error.list\",\"request_id\":\"x\",\"errors\":[]}");
                    case ERRORS_NO_LIST ->
                        bytes("{\"type\":\"error.list\",\"errors\":"
                                + one("null", "\"x\"", "{}", "{\"code\":\"not_found\"}", "[null]", "[\"not_found\"]")
                                + "}");
                    case CODE_NULL -> bytes("{\"type\":\"error.list\",\"errors\":[{\"code\":null,\"message\":null}]}");
                    case TYPE_OTHER -> bytes(envelope("error", code));
                    default -> bytes(envelope("error.list", code));
                };
        boolean one = Routes.owner(request) != null;
        boolean gone = ReplyPlace.of(status) == ReplyPlace.STATUS_404_410
                && (mutation == Mutation.STATUS_WITH_FITTING_CODE
                        || mutation == Mutation.STATUS_WITH_ANY_CODE
                        || mutation.group() == Mutation.Group.ENVELOPE);
        return Optional.of(new Wrong(
                mutation,
                ReplyPlace.of(status),
                " " + status + (mutation == Mutation.STATUS_WITH_ANY_CODE ? " " + code : ""),
                gone ? one ? Lie.ABOUT_ONE : Lie.ABOUT_MANY : Lie.NONE,
                null,
                answer(status, told, wrong),
                () -> {}));
    }

    private static String envelope(String type, String code) {
        return "{\"type\":\"" + type + "\",\"request_id\":\"x\",\"errors\":[{\"code\":\"" + code
                + "\",\"message\":\"Injected\"}]}";
    }

    private String fitting(int status) {
        return switch (status) {
            case 400 -> one("parameter_invalid", "scroll_exists", "bad_request");
            case 401 -> one("unauthorized", "token_unauthorized");
            case 402, 403 -> one("forbidden", "api_plan_restricted");
            case 404 -> "not_found";
            case 410 -> "contact_merged";
            case 429 -> one("rate_limit_exceeded", "too_many_requests");
            case 503 -> "service_unavailable";
            default -> status >= 500 ? "server_error" : "client_error";
        };
    }

    private Wrong headers(Mutation mutation, int status, Map<String, String> headers, byte[] body) {
        Map<String, String> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        told.putAll(headers);
        Duration off = OFF.get(random.nextInt(OFF.size()));
        switch (mutation) {
            case DATE_AHEAD -> told.put("Date", date(clock.instant().plus(off)));
            case DATE_BEHIND -> told.put("Date", date(clock.instant().minus(off)));
            case DATE_GARBLED ->
                told.put("Date", one("", "yesterday", "Thu, 99 Foo 2026 25:61:61 GMT", "0", "x".repeat(10_000)));
            case DATE_ABSENT -> told.remove("Date");
            case RETRY_AFTER_ODD ->
                told.put(
                        "Retry-After",
                        one("", "-1", "x", "1.5", "99999999999999999999", "Wed, 21 Oct 2065 07:28:00 GMT", "3600"));
            default -> {
                String name = "X-RateLimit-" + one("Limit", "Remaining", "Reset");
                String value =
                        one("", "x", "-1", "0", "1", "99999999999999999999", "9223372036854775807", "1e400", "?");
                if (value.equals("?")) {
                    told.remove(name);
                } else {
                    told.put(name, value);
                }
            }
        }
        boolean refused = mutation == Mutation.RETRY_AFTER_ODD && random.nextBoolean();
        return new Wrong(
                mutation,
                ReplyPlace.HEADERS,
                "",
                Lie.NONE,
                null,
                refused
                        ? answer(429, told, bytes(envelope("error.list", "rate_limit_exceeded")))
                        : answer(status, told, body),
                () -> {});
    }

    private static Transport.RawResponse answer(int status, Map<String, String> headers, byte[] body) {
        return new Transport.RawResponse(status, headers::get, body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }
}
