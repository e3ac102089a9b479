package io.kafkaconnect.intercom.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.response.RateLimitHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Each event is {@code seconds:what}. {@code s} sends, {@code e} ends without headers, {@code x} ends without an answer,
     * {@code q} makes it a 429, and {@code limit/remaining/reset@date} ends with headers, whose times are seconds of
     * Intercom's clock.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            before the first request nothing is known                      | 0.9 |                                            | 0     | 0
            an answer without headers tells that there is no limit         | 0.9 | 0:s 1:e                                    | 1     | 0
            without any answer the next may probe at once                  | 0.9 | 0:s 1:x                                    | 1     | 0
            the first request after the first answer goes at once          | 0.9 | 0:s 0:167/166/10@0                         | 0     | 0
            others may begin as well: first about a sixth of 150           | 0.9 | 0:s 0:167/166/10@0 0:s                     | 0     | 0.370370370
            a sixth of 1500                                                | 0.9 | 0:s 0:1667/1666/10@0 0:s                   | 0     | 0.039682539
            83 a window at a tenth are 8, of which 3 at first              | 0.1 | 0:s 0:83/82/10@0 0:s                       | 0     | 3.333333333
            all of it at a share of 1, of which 16 at first                | 1.0 | 0:s 0:83/82/10@0 0:s                       | 0     | 0.625
            share times limit is not cut by rounding (3 of 7)              | 0.7 | 0:s 0:10/9/10@0 0:s                        | 0     | 3.333333333
            less of the window left, a smaller gap                         | 1.0 | 0:s 5:11/10/10@5 5:s                       | 5     | 1.458333333
            a limit of 1 leaves one request a window                       | 0.9 | 0:s 0:1/0/10@0                             | 0     | 10
            and the next window has it again                               | 0.9 | 0:s 0:1/0/10@0                             | 10    | 0
            a limit of 1 is ours even at a tenth                           | 0.1 | 0:s 0:1/0/10@0                             | 10    | 0
            what others took shows in what remains                         | 0.9 | 0:s 0:100/10/10@0                          | 0     | 10
            one above the reserve is one                                   | 0.9 | 0:s 0:100/11/10@0                          | 0     | 0
            requests under way are taken off                               | 1.0 | 0:s 0:10/2/10@0 0:s 5:s                    | 5     | 5
            their answers give back what they did not take                 | 1.0 | 0:s 0:10/2/10@0 0:s 5:s 6:10/2/10@6        | 6     | 4
            the least that any header of a window tells counts             | 1.0 | 0:s 0:s 0:10/1/10@0 0:10/2/10@0            | 0     | 0
            the least counts, also when there is nothing left              | 1.0 | 0:s 0:s 0:10/0/10@0 0:10/2/10@0            | 0     | 10
            the next window begins anew                                    | 0.9 | 0:s 0:100/10/10@0                          | 10    | 0
            also when nobody asked for long                                | 0.9 | 0:s 0:100/10/10@0                          | 3600  | 0
            a late header of the old window does not starve the new one    | 0.9 | 0:s 0:s 0:100/90/10@0 11:100/3/10@9        | 11    | 0
            nor does its 429                                               | 0.9 | 0:s 0:s 0:100/90/10@0 11:100/0/10@9        | 11    | 0
            nor a header two windows old                                   | 0.9 | 0:s 0:s 0:9/8/10@0 10:s 11:9/8/20@11 12:9/0/10@9 | 15  | 0
            a header of the new window counts before our clock is there    | 0.9 | 0:s 0:s 0:100/90/10@0 9.5:100/5/20@10      | 9.5   | 10
            Intercom's clock may be minutes ahead                          | 0.9 | 0:s 0:100/10/310@300                       | 4     | 6
            or behind                                                      | 0.9 | 0:s 0:100/10/-290@-300                     | 4     | 6
            our clock set back makes us wait one window                    | 0.9 | 0:s 0:100/10/10@0                          | -3600 | 10
            and set forward none                                           | 0.9 | 0:s 0:100/10/10@0                          | 3600  | 0
            a 429 in the middle ends the window for us                     | 0.9 | 0:s 0:s 0:100/90/10@0 4:e 4:q              | 4     | 6
            and only this window                                           | 0.9 | 0:s 0:s 0:100/90/10@0 4:e 4:q              | 10    | 0
            a 429 without headers of one sent before does not starve the new | 0.9 | 0:s 0:s 0:100/90/10@0 11:s 11:e 11:q | 15 | 0
            one of the new does                                            | 0.9 | 0:s 0:s 0:100/90/10@0 11:s 11:e 11:q 12:e 12:q | 15 | 6
            a window that goes on after its end by our clock is taken back | 0.9 | 0:s 0:s 0:100/10/10@0 10.5:s 10.6:100/10/10@9 11:100/9/10@9 | 11 | 1.25
            a request that was under way by then shows nothing             | 0.9 | 0:s 0:s 0:100/10/10@0 10.5:100/9/10@9     | 10.5 | 0
            where nobody tells the limit a 429 holds all for a window      | 0.9 | 0:s 0:e 0:s 1:e 1:q                         | 4     | 7
            and no longer                                                  | 0.9 | 0:s 0:e 0:s 1:e 1:q                         | 11    | 0
            an exchange without an answer may have been counted            | 1.0 | 0:s 0:s 0:10/1/10@0 4:x                    | 4     | 6
            Date is cut to seconds: the earliest end seen is the nearest   | 0.9 | 0:s 0:s 0.9:100/10/10@0 1.1:100/10/10@1    | 2     | 8.1
            """)
    void delays(String name, double share, String events, double now, double delay) {
        RateLimiter limiter = new RateLimiter(share, 0, 6);
        Deque<RateLimiter.SentRequest> sent = new ArrayDeque<>();
        Pattern.compile("(\\S+?):(\\S+)")
                .matcher(events == null ? "" : events)
                .results()
                .forEach(event -> play(limiter, sent, event));

        assertThat(limiter.delay(at(now))).as(name).isEqualTo(Duration.ofNanos(Math.round(delay * 1e9)));
    }

    private static void play(RateLimiter limiter, Deque<RateLimiter.SentRequest> sent, MatchResult event) {
        Instant now = at(Double.parseDouble(event.group(1)));
        switch (event.group(2)) {
            case "s" -> sent.add(limiter.sent(now));
            case "e" -> limiter.ended(true);
            case "x" -> limiter.ended(false);
            case "q" -> limiter.exhausted(sent.remove(), now);
            default -> {
                String[] told = event.group(2).split("[/@]", -1);
                limiter.ended(
                        sent.remove(),
                        new RateLimitHeaders(
                                Integer.parseInt(told[0]), Integer.parseInt(told[1]), at(Double.parseDouble(told[2]))),
                        at(Double.parseDouble(told[3])),
                        now);
            }
        }
    }

    private static Instant at(double seconds) {
        return EPOCH.plusNanos(Math.round(seconds * 1e9));
    }

    @Example
    void only_two_requests_are_in_flight_until_the_first_response() {
        RateLimiter limiter = new RateLimiter(0.9, 0, 6);
        limiter.sent(EPOCH);
        assertThat(limiter.awaitsFirstAnswer()).isFalse();
        limiter.sent(EPOCH);
        assertThat(limiter.awaitsFirstAnswer()).isTrue();
        limiter.ended(false);
        assertThat(limiter.awaitsFirstAnswer()).isFalse();
        limiter.sent(EPOCH);
        limiter.ended(true);
        limiter.sent(EPOCH);
        assertThat(limiter.awaitsFirstAnswer()).isFalse();
    }

    @Property(tries = 100)
    void the_only_task_of_a_connector_uses_its_share_from_the_second_window_on(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.1, max = 1.0) double share,
            @ForAll @IntRange(min = 1, max = 1000) int longestLatencyMillis) {
        WindowServer server = new WindowServer(limit, Duration.ZERO, 0, new Random(seed));
        server.run(new RateLimiter(share, 0, 1), Duration.ofMillis(longestLatencyMillis), Duration.ofSeconds(75));

        int ours = Math.max(1, (int) Math.floor(limit * share + 1e-6));
        assertThat(server.counts().subList(1, 7))
                .as("%d of %d", ours, limit)
                .allSatisfy(count ->
                        assertThat(count).isBetween(Math.min(ours - 1, (int) Math.floor(ours * 0.95)), ours));
        assertThat(server.refusals()).containsOnly(0);
    }

    /** None knows of the others before their requests show. */
    @Property(tries = 100)
    void connectors_that_start_together_share_the_limit(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 4) int connectors,
            @ForAll @IntRange(min = 83, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.5, max = 0.9) double share,
            @ForAll @IntRange(min = 1, max = 3000) int longestLatencyMillis) {
        WindowServer server = new WindowServer(limit, Duration.ZERO, 0, new Random(seed));
        server.run(
                Stream.generate(() -> new RateLimiter(share, 0, 1))
                        .limit(connectors)
                        .toList(),
                Duration.ofMillis(longestLatencyMillis),
                Duration.ofSeconds(165));

        int ours = (int) Math.floor(limit * share + 1e-6);
        assertThat(server.refusals().get(0)).as("where they begin").isLessThanOrEqualTo(5 + limit / 8);
        assertThat(server.refusals().subList(1, 17)).containsOnly(0);
        assertThat(server.counts().subList(1, 16))
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo((int) (ours * 1.15) + 8));
    }

    @Property(tries = 100)
    void a_single_task_uses_its_share_of_each_window_and_no_more(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.1, max = 1.0) double share,
            @ForAll @IntRange(min = 1, max = 1000) int longestLatencyMillis,
            @ForAll @IntRange(min = -600, max = 600) int skewSeconds) {
        WindowServer server = new WindowServer(limit, Duration.ofSeconds(skewSeconds), 0, new Random(seed));
        server.run(new RateLimiter(share, 0, 6), Duration.ofMillis(longestLatencyMillis), Duration.ofSeconds(75));

        int ours = Math.max(1, (int) Math.floor(limit * share + 1e-6));
        // The first window starts in the middle and shows that the task is alone; the last one ends in the middle. A
        // first
        // window that ends soon after the first responses shows nothing: then the second one shows it.
        boolean isTooShort = server.firstWindow().compareTo(Duration.ofMillis(3L * longestLatencyMillis)) < 0;
        assertThat(server.counts().subList(isTooShort ? 3 : 2, 7))
                .as("%d of %d", ours, limit)
                .allSatisfy(count ->
                        assertThat(count).isBetween(Math.min(ours - 1, (int) Math.floor(ours * 0.95)), ours));
        assertThat(server.refusals()).containsOnly(0);
    }

    @Property(tries = 200)
    void tasks_share_the_limit_without_communication(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 6) int tasks,
            @ForAll @IntRange(min = 83, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.5, max = 0.95) double share,
            @ForAll @IntRange(min = 1, max = 1000) int longestLatencyMillis) {
        WindowServer server = new WindowServer(limit, Duration.ZERO, 0, new Random(seed));
        server.run(
                Stream.generate(() -> new RateLimiter(share, 0, tasks))
                        .limit(tasks)
                        .toList(),
                Duration.ofMillis(longestLatencyMillis),
                // Some tasks start in the second window.
                Duration.ofSeconds(165));

        int ours = (int) Math.floor(limit * share + 1e-6);
        List<Integer> steady = server.counts().subList(6, 15);
        // Until the tasks have seen each other's requests, they may exceed a small limit.
        assertThat(server.refusals().get(1))
                .as("where all begin in the second window")
                .isLessThanOrEqualTo(2);
        assertThat(server.refusals().subList(2, 15)).containsOnly(0);
        assertThat(steady.stream().mapToInt(Integer::intValue).average().orElseThrow())
                .isGreaterThan(ours * 0.95 - tasks);
        assertThat(steady).allSatisfy(count -> assertThat(count).isBetween((int) (ours * 0.9) - tasks, limit));
    }

    @Property(tries = 50)
    void a_task_leaves_the_reserve_to_foreign_programs(
            @ForAll long seed,
            @ForAll @IntRange(min = 50, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.3, max = 0.9) double share,
            @ForAll @DoubleRange(min = 0.05, max = 0.5) double others) {
        int taken = (int) (limit * others);
        WindowServer server = new WindowServer(limit, Duration.ZERO, taken, new Random(seed));
        server.run(new RateLimiter(share, 0, 6), Duration.ofMillis(300), Duration.ofSeconds(75));

        int reserve = limit - (int) Math.floor(limit * share + 1e-6);
        int wanted = Math.max(1, limit - reserve - taken);
        assertThat(server.refusals()).containsOnly(0);
        assertThat(server.counts().subList(1, 7))
                .allSatisfy(count -> assertThat(count).isBetween((int) Math.floor(wanted * 0.9), wanted + taken));
    }

    @Property(tries = 100)
    void a_clock_that_is_set_forward_does_not_use_a_window_twice(
            @ForAll long seed,
            @ForAll @IntRange(min = 83, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.5, max = 1.0) double share,
            @ForAll @IntRange(min = 1, max = 1000) int longestLatencyMillis,
            @ForAll @IntRange(min = 20_000, max = 40_000) int afterMillis,
            @ForAll("steps") int seconds) {
        WindowServer server = new WindowServer(limit, Duration.ZERO, 0, new Random(seed))
                .withClientsSetForward(Duration.ofSeconds(seconds), Duration.ofMillis(afterMillis));
        server.run(new RateLimiter(share, 0, 6), Duration.ofMillis(longestLatencyMillis), Duration.ofSeconds(105));
        assertThat(server.counts().subList(1, 10))
                .as("of %s", limit * share)
                .allSatisfy(count ->
                        assertThat((double) count).isBetween(limit * share * 0.9 - 2, limit * share * 1.15 + 2));
        costsNextToNothing(server, limit, share);
    }

    /** With a reserve for others, no 429 at all. Without, at most one of fifty requests: it is in flight when a window ends unseen. */
    private static void costsNextToNothing(WindowServer server, int limit, double share) {
        List<Integer> refusals = server.refusals().subList(1, server.refusals().size());
        int refused = refusals.stream().mapToInt(Integer::intValue).sum();
        assertThat(refused).isLessThanOrEqualTo(share <= 0.9 ? 0 : 5 + refusals.size() * limit / 50);
    }

    @Provide
    Arbitrary<Integer> steps() {
        return Arbitraries.of(2, 5, 9);
    }

    @Property(tries = 100)
    void dates_of_another_clock_than_that_of_the_windows_cost_almost_nothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 83, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.5, max = 1.0) double share,
            @ForAll @IntRange(min = 1, max = 1000) int longestLatencyMillis,
            @ForAll @IntRange(min = -2, max = 2) int seconds) {
        WindowServer server =
                new WindowServer(limit, Duration.ZERO, 0, new Random(seed)).withDatesAhead(Duration.ofSeconds(seconds));
        server.run(new RateLimiter(share, 0, 6), Duration.ofMillis(longestLatencyMillis), Duration.ofSeconds(205));
        assertThat(server.counts().subList(2, 20))
                .as("of %s", limit * share)
                .allSatisfy(count ->
                        assertThat((double) count).isBetween(limit * share * 0.85 - 2, limit * share * 1.15 + 2));
        costsNextToNothing(server, limit, share);
    }

    @Property(tries = 100)
    void tasks_that_start_together_after_two_idle_hours_share_the_limit(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 6) int tasks,
            @ForAll @IntRange(min = 83, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.5, max = 0.95) double share) {
        Random random = new Random(seed);
        int longestLatencyMillis = 1 + random.nextInt(1000);
        int laterMillis = random.nextInt(6_800);
        WindowServer server = new WindowServer(limit, Duration.ZERO, 0, random)
                .withIdleClients(Duration.ofHours(2).plusMillis(laterMillis));
        server.run(
                Stream.generate(() -> new RateLimiter(share, 0, tasks))
                        .limit(tasks)
                        .toList(),
                Duration.ofMillis(longestLatencyMillis),
                Duration.ofHours(2).plusSeconds(155));
        int ours = (int) Math.floor(limit * share + 1e-6);
        List<Integer> refusals = last(16, server.refusals());
        assertThat(refusals.get(0) + refusals.get(1))
                .as("in the window in which they wake, and the first that is whole")
                .isLessThanOrEqualTo(5 + limit / 10);
        assertThat(refusals.subList(2, 16)).containsOnly(0);
        assertThat(last(16, server.counts()).subList(6, 15).stream()
                        .mapToInt(Integer::intValue)
                        .average()
                        .orElseThrow())
                .isGreaterThan(ours * 0.95 - tasks);
    }

    @Property(tries = 100)
    void a_task_that_starts_alone_after_two_idle_hours_has_all_of_its_share_two_windows_later(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 1700) int limit,
            @ForAll @DoubleRange(min = 0.1, max = 1.0) double share,
            @ForAll @IntRange(min = 1, max = 1000) int longestLatencyMillis) {
        WindowServer server =
                new WindowServer(limit, Duration.ZERO, 0, new Random(seed)).withIdleClients(Duration.ofHours(2));
        server.run(
                new RateLimiter(share, 0, 6),
                Duration.ofMillis(longestLatencyMillis),
                Duration.ofHours(2).plusSeconds(75));
        int ours = Math.max(1, (int) Math.floor(limit * share + 1e-6));
        assertThat(last(8, server.counts()).subList(2, 7))
                .allSatisfy(count ->
                        assertThat(count).isBetween(Math.min(ours - 1, (int) Math.floor(ours * 0.95)), ours));
        assertThat(server.refusals()).containsOnly(0);
    }

    private static List<Integer> last(int number, List<Integer> windows) {
        return windows.subList(windows.size() - number, windows.size());
    }

    @Property(tries = 50)
    void the_requests_are_spread_over_the_window(
            @ForAll long seed,
            @ForAll @IntRange(min = 100, max = 1700) int limit,
            @ForAll @IntRange(min = 1, max = 1000) int latency) {
        WindowServer server = new WindowServer(limit, Duration.ZERO, 0, new Random(seed));
        server.run(new RateLimiter(0.9, 0, 6), Duration.ofMillis(latency), Duration.ofSeconds(75));

        assertThat((double) server.mostInASecond())
                .as("of %d in ten seconds", limit)
                .isLessThan(limit * 0.9 * 0.2);
    }
}
