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
 * How far the first reading of a stream is, by its counts; says so in the log now and then. Caught up, it has nothing more to say. Looks when the
 * task's thread makes it; its figures can be had from any thread, and cost nothing.
 */
public final class ProgressReporter {
    private static final Logger log = LoggerFactory.getLogger(ProgressReporter.class);

    /** From one line to the next, and from the beginning to the first. */
    static final Duration QUIET = Duration.ofSeconds(30);

    /** Not known; as a number, for metrics. */
    static final long UNKNOWN = -1;

    private final String what;
    private final StreamMetrics counts;
    private final StartState start;
    private final Clock clock;
    private final IntSupplier limitUsedPercent;
    private final Throughput speed = new Throughput();

    private Instant lastSaid;
    private long saidDone;
    private volatile Estimate estimate = new Estimate(Instant.MIN, UNKNOWN);

    /** How the reading stands when it begins. */
    public enum StartState {
        /** All of what Intercom counts is still to be read. */
        BEHIND,
        /** Something is still to be read, but what Intercom counts is more than that. */
        BEHIND_BY_AN_UNKNOWN_NUMBER,
        /** Only news are looked for. */
        CAUGHT_UP
    }

    private record Estimate(Instant at, long secondsLeft) {}

    /**
     * A progress.
     *
     * @param what begins the line
     * @param counts those of this reading alone
     * @param limitUsedPercent how much of its share of the rate limit is used; 0 where that is not known
     */
    public ProgressReporter(
            String what, StreamMetrics counts, StartState start, Clock clock, IntSupplier limitUsedPercent) {
        this.what = what;
        this.counts = counts;
        this.start = start;
        this.clock = clock;
        this.limitUsedPercent = limitUsedPercent;
        this.lastSaid = clock.instant();
    }

    /** Measures, and says a line if it is time for one. To be called often, by one thread. */
    public void look() {
        if (isCaughtUp()) {
            sayTheEnd();
            return;
        }
        Instant now = clock.instant();
        long done = counts.done();
        speed.sample(now, done);
        estimate = new Estimate(now, secondsLeft());
        if (!now.isBefore(lastSaid.plus(QUIET))) {
            lastSaid = now;
            if (done != saidDone) {
                saidDone = done;
                log.info("{}", line());
            }
        }
    }

    /** Only where there were lines before. */
    private void sayTheEnd() {
        if (saidDone > 0) {
            saidDone = 0;
            log.info("{}: everything was read once", what);
        }
    }

    /** Whether everything was read once. */
    public boolean isCaughtUp() {
        return start == StartState.CAUGHT_UP || counts.get(StreamCounter.PASSES) > 0;
    }

    /** The entities it goes over; 0 where Intercom does not tell. */
    public long listed() {
        return start == StartState.BEHIND_BY_AN_UNKNOWN_NUMBER ? 0 : counts.listed();
    }

    /** Those that it is done with, at most as many as it goes over. */
    public long done() {
        if (isCaughtUp() && listed() > 0) {
            return listed();
        }
        // What moves while the list is read is met twice.
        return listed() == 0 ? counts.done() : Math.min(counts.done(), listed());
    }

    /** Seconds until all was read once, as fast as of late: 0 when it was, {@link #UNKNOWN} where nobody can say. */
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
            if (rounded < unit.most()) {
                return "about " + number(rounded) + " " + unit.name() + " left";
            }
        }
        return "more than a year left";
    }

    /** Units of time, each until the next tells as much. */
    private record Unit(String name, long seconds, long most) {
        static final List<Unit> ALL =
                List.of(new Unit("min", 60, 90), new Unit("h", 3_600, 48), new Unit("days", 86_400, 365));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
