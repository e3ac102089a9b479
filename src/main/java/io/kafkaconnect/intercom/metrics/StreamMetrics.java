package io.kafkaconnect.intercom.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The counts of one stream; thread-safe. */
public final class StreamMetrics {
    private final StreamMetrics whole;
    private final Map<StreamCounter, LongAdder> counts = new EnumMap<>(StreamCounter.class);
    private final List<ProgressReporter> readings = new CopyOnWriteArrayList<>();
    private final List<IntSupplier> parked = new CopyOnWriteArrayList<>();

    private volatile CurrentPass pass = new CurrentPass(0, 0);
    private volatile LongSupplier refusedSeconds = () -> 0;

    /** The present pass: how many entities there are in it by what is known, and had been handled before it. */
    private record CurrentPass(long listed, long before) {}

    public StreamMetrics() {
        this(null);
    }

    private StreamMetrics(StreamMetrics whole) {
        this.whole = whole;
        for (StreamCounter count : StreamCounter.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /** The counts of a part of this stream, which are counted here as well; the passes are the part's own. */
    public StreamMetrics part() {
        return new StreamMetrics(this);
    }

    public void add(StreamCounter count, long more) {
        counts.get(count).add(more);
        if (whole != null) {
            whole.add(count, more);
        }
    }

    public long get(StreamCounter count) {
        return counts.get(count).sum();
    }

    /**
     * A pass begins.
     *
     * @param listed the entities it goes over, as Intercom counts them; 0 where it does not tell
     */
    public void passBegins(long listed) {
        pass = new CurrentPass(listed, handled());
    }

    /** The entities of the present or last pass, as Intercom counts them; 0 where it does not tell. */
    long listed() {
        return pass.listed();
    }

    /** The entities that the present or last pass is done with: made into rows, or found to be gone. */
    long done() {
        return handled() - pass.before();
    }

    private long handled() {
        return get(StreamCounter.ENTITIES) + get(StreamCounter.VANISHED);
    }

    /** That tells for how long the stream has been refused. */
    public void refused(LongSupplier seconds) {
        refusedSeconds = seconds;
    }

    /** For how many seconds the stream has been refused: 0 while it is read. */
    public long refusedSeconds() {
        return refusedSeconds.getAsLong();
    }

    /** The stream is read so; it may be read in several parts at the same time. */
    public void read(ProgressReporter reading) {
        readings.add(reading);
    }

    /** That tells how many entities of a part that is read are parked, because Intercom refuses them or something of them. */
    public void parks(IntSupplier entities) {
        parked.add(entities);
    }

    /** Those that are parked now. */
    long parked() {
        return parked.stream().mapToLong(IntSupplier::getAsInt).sum();
    }

    /** It is read in other parts from now on. */
    public void forgetReadings() {
        readings.clear();
        parked.clear();
    }

    /** How far its readings are: those that have not caught up, if there are any. */
    List<ProgressReporter> readings() {
        List<ProgressReporter> behind =
                readings.stream().filter(reading -> !reading.isCaughtUp()).toList();
        return behind.isEmpty() ? readings : behind;
    }
}
