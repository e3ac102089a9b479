package io.kafkaconnect.intercom.metrics;

import io.kafkaconnect.intercom.client.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The counters and gauges of one stream. Thread-safe. */
public final class StreamMetrics {
    private final Clock clock;
    private final Duration interval;
    private final StreamMetrics whole;
    private final Map<StreamCounter, LongAdder> counts = new EnumMap<>(StreamCounter.class);
    private final List<ProgressReporter> readings = new CopyOnWriteArrayList<>();
    private final List<Parked> parked = new CopyOnWriteArrayList<>();

    private volatile boolean largeDay;
    private volatile CurrentPass pass;
    private volatile Covered covered;
    private volatile LongSupplier refusedSeconds = () -> 0;
    private volatile Supplier<Remembered> remembered = () -> Remembered.NOTHING;

    /** The current pass: its start, the number of its entities, and the number of entities that were handled before it. */
    private record CurrentPass(Instant start, long listed, long before) {}

    /** The time up to which the stream was read, and whether a pass of this task did so. */
    private record Covered(Instant until, boolean byPass) {}

    private record Parked(IntSupplier count, Supplier<Optional<Instant>> oldest) {}

    /**
     * What the stream remembers of the rows that it has sent.
     *
     * @param owners the number of entities whose rows are remembered
     */
    public record Remembered(long owners, long rows, long bytes) {
        static final Remembered NOTHING = new Remembered(0, 0, 0);
    }

    /**
     * All counters at 0.
     *
     * @param interval the time from the start of one pass to the start of the next
     */
    public StreamMetrics(Clock clock, Duration interval) {
        this(clock, interval, null);
    }

    private StreamMetrics(Clock clock, Duration interval, StreamMetrics whole) {
        this.clock = clock;
        this.interval = interval;
        this.whole = whole;
        this.pass = new CurrentPass(clock.instant(), 0, 0);
        this.covered = new Covered(clock.instant(), false);
        for (StreamCounter count : StreamCounter.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /** The metrics of a part of this stream. Its counters also count here; its passes do not. */
    public StreamMetrics part() {
        return new StreamMetrics(clock, interval, this);
    }

    /** Adds to a counter. */
    public void add(StreamCounter count, long more) {
        counts.get(count).add(more);
        if (whole != null) {
            whole.add(count, more);
        }
    }

    /** The value of a counter. */
    public long get(StreamCounter count) {
        return counts.get(count).sum();
    }

    /**
     * A pass begins.
     *
     * @param listed the number of its entities as Intercom counts them; 0 if unknown
     */
    public void passBegins(long listed) {
        pass = new CurrentPass(clock.instant(), listed, handled());
    }

    /** Whether a day of the list is read page after page, because of its many changes. */
    public void dayIsLarge(boolean isLarge) {
        largeDay = isLarge;
    }

    boolean hasLargeDay() {
        return largeDay;
    }

    /** The current pass has read all that the stream had when the pass began. The pass of a part counts for the whole stream. */
    public void passCompletes() {
        covered = new Covered(pass.start(), true);
        if (whole != null) {
            whole.covered = covered;
        }
    }

    /** An earlier run of the task has read everything up to that time. */
    public void wasReadUntil(Instant time) {
        if (!covered.byPass() && time.isBefore(covered.until())) {
            covered = new Covered(time, false);
        }
    }

    /** The number of seconds of which the topics may lack changes. */
    long secondsSincePass() {
        return secondsSince(covered.until());
    }

    private long secondsSince(Instant time) {
        return Math.max(0, Duration.between(time, clock.instant()).toSeconds());
    }

    long intervalSeconds() {
        return interval.toSeconds();
    }

    /** The number of entities of the current or last pass, as Intercom counts them; 0 if unknown. */
    long listed() {
        return pass.listed();
    }

    /** The number of entities that the current or last pass has mapped to rows or found deleted. */
    long done() {
        return handled() - pass.before();
    }

    private long handled() {
        return get(StreamCounter.ENTITIES) + get(StreamCounter.VANISHED);
    }

    /** The stream was refused with this reply. */
    public void refusedBy(Reply.Failed reply) {
        add(StreamCounter.REFUSALS, 1);
        add(StreamCounter.refusalsBy(reply), 1);
    }

    /** Sets the gauge of how long the stream has been refused. */
    public void refused(LongSupplier seconds) {
        refusedSeconds = seconds;
    }

    /** The number of seconds since the stream was first refused; 0 while it is read. */
    public long refusedSeconds() {
        return refusedSeconds.getAsLong();
    }

    /** Adds a reading of the stream, which may be read in several parts at the same time. */
    public void read(ProgressReporter reading) {
        readings.add(reading);
    }

    /**
     * Adds gauges of the parked entities of one reading.
     *
     * @param oldest since when the oldest is parked
     */
    public void parks(IntSupplier count, Supplier<Optional<Instant>> oldest) {
        parked.add(new Parked(count, oldest));
    }

    /** The number of entities that are parked now. */
    long parked() {
        return parked.stream().mapToLong(one -> one.count().getAsInt()).sum();
    }

    long oldestParkedSeconds() {
        return parked.stream()
                .flatMap(one -> one.oldest().get().stream())
                .mapToLong(this::secondsSince)
                .max()
                .orElse(0);
    }

    /** Sets the gauge of what the stream remembers. */
    public void remembers(Supplier<Remembered> present) {
        remembered = present;
    }

    Remembered remembered() {
        return remembered.get();
    }

    /** Removes all readings: the stream restarts with others. */
    public void forgetReadings() {
        readings.clear();
        parked.clear();
    }

    /** The readings that have not caught up; all readings if all have. */
    List<ProgressReporter> readings() {
        List<ProgressReporter> behind =
                readings.stream().filter(reading -> !reading.isCaughtUp()).toList();
        return behind.isEmpty() ? readings : behind;
    }
}
