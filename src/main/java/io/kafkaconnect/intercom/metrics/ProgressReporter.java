package io.kafkaconnect.intercom.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the progress of a stream's first pass, from its counters, until the stream has caught up. The task's thread updates it; any thread may
 * read its figures.
 */
public final class ProgressReporter {
    private static final Logger log = LoggerFactory.getLogger(ProgressReporter.class);

    /** The time between two log lines, and before the first one. */
    static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

    /** The value of a metric that is not known. */
    static final long UNKNOWN = -1;

    private final String what;
    private final StreamMetrics counts;
    private final StartState start;
    private final Clock clock;
    private final IntSupplier limitUsedPercent;
    private final Throughput speed = new Throughput();

    private Instant lastLogged;
    private long lastLoggedCount;
    private boolean hasLoggedEnd;
    private volatile Estimate estimate = new Estimate(Instant.MIN, UNKNOWN);

    /** The state of a reader when it starts. */
    public enum StartState {
        /** Nothing is read yet of the entities that Intercom counts. */
        BEHIND,
        /** Some of the entities that Intercom counts are read already. */
        BEHIND_BY_AN_UNKNOWN_NUMBER,
        /** Only new changes are read. */
        CAUGHT_UP
    }

    private record Estimate(Instant at, long secondsLeft) {}

    /**
     * A reporter of one reader.
     *
     * @param what the first words of each log line
     * @param counts the counters of this reader alone
     * @param limitUsedPercent the used percentage of the task's share of the rate limit; 0 if unknown
     */
    public ProgressReporter(
            String what, StreamMetrics counts, StartState start, Clock clock, IntSupplier limitUsedPercent) {
        this.what = what;
        this.counts = counts;
        this.start = start;
        this.clock = clock;
        this.limitUsedPercent = limitUsedPercent;
        this.lastLogged = clock.instant();
    }

    /** Takes a sample, and logs a line if one is due. Must be called often, by one thread. */
    public void update() {
        if (isCaughtUp()) {
            logFinished();
            return;
        }
        Instant now = clock.instant();
        long done = counts.done();
        speed.sample(now, done);
        estimate = new Estimate(now, secondsLeft());
        if (!now.isBefore(lastLogged.plus(LOG_INTERVAL))) {
            lastLogged = now;
            if (done != lastLoggedCount) {
                lastLoggedCount = done;
                log.info("{}", line());
            }
        }
    }

    /** Logs once that the first pass has ended. Of a stream that starts caught up, this is its first look for changes. */
    private void logFinished() {
        if (!hasLoggedEnd && counts.get(StreamCounter.PASSES) > 0) {
            hasLoggedEnd = true;
            long read = counts.get(StreamCounter.ENTITIES);
            log.info("{} has caught up: {} entities read", what, String.format(Locale.ROOT, "%,d", read));
        }
    }

    /** Whether everything was read once. */
    public boolean isCaughtUp() {
        return start == StartState.CAUGHT_UP || counts.get(StreamCounter.PASSES) > 0;
    }

    /** The number of entities to read; 0 if Intercom does not count them. */
    public long listed() {
        return start == StartState.BEHIND_BY_AN_UNKNOWN_NUMBER ? 0 : counts.listed();
    }

    /** The number of completed entities, at most {@link #listed}. */
    public long done() {
        if (isCaughtUp() && listed() > 0) {
            return listed();
        }
        // An entity that moves while the list is read is counted twice.
        return listed() == 0 ? counts.done() : Math.min(counts.done(), listed());
    }

    /** Seconds until everything has been read once, at the latest speed; 0 if it has, else possibly {@link #UNKNOWN}. */
    long secondsToGo() {
        if (isCaughtUp()) {
            return 0;
        }
        Estimate latest = estimate;
        return clock.instant().isAfter(latest.at().plus(Throughput.STANDSTILL)) ? UNKNOWN : latest.secondsLeft();
    }

    private long secondsLeft() {
        return listed() == 0
                ? UNKNOWN
                : speed.timeFor(listed() - done()).map(Duration::toSeconds).orElse(UNKNOWN);
    }

    private String line() {
        StringJoiner line = new StringJoiner(", ", what + ": ", "");
        line.add(entities(done(), listed()));
        OptionalDouble perSecond = speed.perSecond();
        if (perSecond.isPresent() && perSecond.getAsDouble() > 0) {
            line.add(perSecond(perSecond.getAsDouble()));
        }
        if (limitUsedPercent.getAsInt() > 0) {
            line.add(limitUsedPercent.getAsInt() + " % of its share of the rate limit used");
        }
        if (counts.hasLargeDay()) {
            line.add("page after page in a day with many changes");
        }
        long left = secondsLeft();
        if (left != UNKNOWN) {
            line.add(timeLeft(Duration.ofSeconds(left)));
        }
        return line.toString();
    }

    /** Such as {@code 41,250 of 120,000 entities (34 %)}. */
    static String entities(long done, long listed) {
        return listed == 0
                ? number(done) + " entities"
                : "%s of %s entities (%d %%)".formatted(number(done), number(listed), (long) (100.0 * done / listed));
    }

    /** Such as {@code 148/s}. */
    static String perSecond(double perSecond) {
        if (perSecond < 0.05) {
            return "less than 0.1/s";
        }
        return perSecond < 9.95
                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                : number(Math.round(perSecond)) + "/s";
    }

    /** Such as {@code about 9 min left}. */
    static String timeLeft(Duration left) {
        long seconds = left.toSeconds();
        if (seconds < 60) {
            return "less than a minute left";
        }
        for (Unit unit : Unit.ALL) {
            long rounded = Math.round(seconds / (double) unit.seconds());
            if (rounded < unit.max()) {
                return "about " + number(rounded) + " " + unit.name() + " left";
            }
        }
        return "more than a year left";
    }

    /** A unit of time, used below a maximum. */
    private record Unit(String name, long seconds, long max) {
        static final List<Unit> ALL =
                List.of(new Unit("min", 60, 90), new Unit("h", 3_600, 48), new Unit("days", 86_400, 365));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
