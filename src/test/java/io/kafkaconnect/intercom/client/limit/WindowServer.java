package io.kafkaconnect.intercom.client.limit;

import io.kafkaconnect.intercom.client.response.RateLimitHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/** Counts requests in windows of ten seconds like Intercom, in simulated time, for clients that always have work. */
final class WindowServer {
    private static final Instant START = Instant.parse("2026-01-01T00:00:03.141Z");

    private final int limit;
    private final Duration skew;
    private final int others;
    private final Random random;

    private Duration idle = Duration.ZERO;
    private Duration datesAhead = Duration.ZERO;
    private Duration step = Duration.ZERO;
    private Instant stepAt = Instant.MAX;

    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final List<Integer> counts = new ArrayList<>();
    private final List<Integer> seconds = new ArrayList<>();
    private long window = Long.MIN_VALUE;
    private int count;
    private final List<Integer> refusals = new ArrayList<>();
    private int refused;

    /** An event. The number orders events of the same time. */
    private record Event(Instant at, int number, Consumer<Instant> what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }
    }

    /** {@code others} is the number of requests of other programs in each window, spread over it. */
    WindowServer(int limit, Duration skew, int others, Random random) {
        this.limit = limit;
        this.skew = skew;
        this.others = others;
        this.random = random;
    }

    /** One clock dates the responses, and another one ends the windows. */
    WindowServer withDatesAhead(Duration by) {
        datesAhead = by;
        return this;
    }

    /** For this time, the clients send only a request a minute; then all have work at the same time. */
    WindowServer withIdleClients(Duration time) {
        idle = time;
        return this;
    }

    /** Sets the clock of the clients forward while they run. */
    WindowServer withClientsSetForward(Duration by, Duration after) {
        step = by;
        stepAt = START.plus(after);
        return this;
    }

    void run(RateLimiter limiter, Duration longestLatency, Duration time) {
        run(List.of(limiter), longestLatency, time);
    }

    /** Several clients that start within a few seconds. */
    void run(List<RateLimiter> limiters, Duration longestLatency, Duration time) {
        for (RateLimiter limiter : limiters) {
            Client client = new Client(limiter, longestLatency.toNanos());
            int begin = idle.isZero() ? random.nextInt(1 + 2_000 * (limiters.size() - 1)) : random.nextInt(100);
            for (int second = random.nextInt(60); second < idle.toSeconds(); second += 60) {
                at(START.plusSeconds(second), client::wantOne);
            }
            at(START.plus(idle).plusMillis(begin), client::work);
        }
        while (agenda.peek().at.isBefore(START.plus(time))) {
            Event event = agenda.remove();
            event.what.accept(event.at);
        }
        counts.add(count);
        refusals.add(refused);
    }

    /** The time from the start to the end of the first window. */
    Duration firstWindow() {
        return Duration.ofMillis(10_000 - Math.floorMod(START.plus(skew).toEpochMilli(), 10_000L));
    }

    /** The requests answered with data in each window, from the first on. */
    List<Integer> counts() {
        return counts;
    }

    /** The requests refused in each window, from the first on. */
    List<Integer> refusals() {
        return refusals;
    }

    /** After the first window. */
    int mostInASecond() {
        return seconds.stream().skip(11).mapToInt(Integer::intValue).max().orElseThrow();
    }

    private void at(Instant when, Consumer<Instant> what) {
        agenda.add(new Event(when, random.nextInt(), what));
    }

    /** The response to a request that arrives now. */
    private Answer arrive(Instant now) {
        Instant clock = now.plus(skew);
        long current = Math.floorDiv(clock.getEpochSecond(), 10L);
        if (current != window) {
            if (window != Long.MIN_VALUE) {
                counts.add(count);
                refusals.add(refused);
            }
            window = current;
            count = 0;
            refused = 0;
        }
        double gone = (clock.toEpochMilli() - current * 10_000) / 10_000.0;
        boolean refuse = count + (int) (others * gone) >= limit;
        if (refuse) {
            refused++;
        } else {
            count++;
            countSecond(now);
        }
        int remaining = Math.max(0, limit - count - (int) (others * gone));
        return new Answer(
                new RateLimitHeaders(limit, refuse ? 0 : remaining, Instant.ofEpochSecond((current + 1) * 10)),
                Instant.ofEpochSecond(clock.plus(datesAhead).getEpochSecond()));
    }

    private void countSecond(Instant now) {
        int second = (int) Duration.between(START, now).toSeconds();
        while (seconds.size() <= second) {
            seconds.add(0);
        }
        seconds.set(second, seconds.get(second) + 1);
    }

    private record Answer(RateLimitHeaders headers, Instant date) {}

    /** Sends a request whenever the limiter allows it. Its timer is up to 2 ms late. */
    private final class Client {
        private final RateLimiter limiter;
        private final double longest;
        private int wanted;
        private Instant alarm = Instant.MIN;

        Client(RateLimiter limiter, double longest) {
            this.limiter = limiter;
            this.longest = longest;
        }

        void work(Instant now) {
            wanted = Integer.MAX_VALUE;
            wake(now);
        }

        void wantOne(Instant now) {
            wanted = 1;
            wake(now);
        }

        private void wake(Instant now) {
            while (wanted > 0 && !limiter.awaitsFirstAnswer()) {
                Duration delay = limiter.delay(clock(now));
                if (!delay.isZero()) {
                    if (!alarm.isAfter(now) || alarm.isAfter(now.plus(delay))) {
                        alarm = now.plus(delay).plusNanos(random.nextInt(2_000_000));
                        at(alarm, this::wake);
                    }
                    return;
                }
                wanted--;
                RateLimiter.SentRequest sent = limiter.sent(clock(now));
                at(now.plusNanos(half()), arrival -> {
                    Answer answer = arrive(arrival);
                    at(arrival.plusNanos(half()), back -> {
                        limiter.ended(sent, answer.headers, answer.date, clock(back));
                        wake(back);
                    });
                });
            }
        }

        private Instant clock(Instant now) {
            return now.isBefore(stepAt) ? now : now.plus(step);
        }

        private long half() {
            return (long) (random.nextDouble() * longest / 2);
        }
    }
}
