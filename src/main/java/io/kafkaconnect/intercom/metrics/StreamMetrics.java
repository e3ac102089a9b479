package io.kafkaconnect.intercom.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The counters and gauges of one stream. Thread-safe. */
public final class StreamMetrics {
    private final StreamMetrics whole;
    private final Map<StreamCounter, LongAdder> counts = new EnumMap<>(StreamCounter.class);
    private final List<ProgressReporter> readings = new CopyOnWriteArrayList<>();
    private final List<IntSupplier> parked = new CopyOnWriteArrayList<>();

    private volatile CurrentPass pass = new CurrentPass(0, 0);
    private volatile LongSupplier refusedSeconds = () -> 0;

    /** The current pass: the number of its entities, and the number of entities that were handled before it. */
    private record CurrentPass(long listed, long before) {}

    /** All counters at 0. */
    public StreamMetrics() {
        this(null);
    }

    private StreamMetrics(StreamMetrics whole) {
        this.whole = whole;
        for (StreamCounter count : StreamCounter.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /** The metrics of a part of this stream. Its counters also count here; its passes do not. */
    public StreamMetrics part() {
        return new StreamMetrics(this);
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
        pass = new CurrentPass(listed, handled());
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

    /** Adds a gauge of the parked entities of one reading. */
    public void parks(IntSupplier entities) {
        parked.add(entities);
    }

    /** The number of entities that are parked now. */
    long parked() {
        return parked.stream().mapToLong(IntSupplier::getAsInt).sum();
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
