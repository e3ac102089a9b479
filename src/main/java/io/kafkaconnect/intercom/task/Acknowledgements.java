package io.kafkaconnect.intercom.task;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Remembers which of the records that went to the worker Kafka has not acknowledged yet. Every worker of Kafka Connect passes acknowledgements on. A
 * program that calls the task in its place may not. Thread-safe: acknowledgements come on the producer's thread.
 *
 * <p>Of equal records, one acknowledgement counts for all. A worker with transactions keeps the records of a transaction in a map, and passes
 * on no more than that.
 */
public final class Acknowledgements {
    private final Runnable signal;
    private final Set<SourceRecord> outstanding = new HashSet<>();

    /** The number of records that went to the worker before acknowledgements were expected. */
    private long earlier;

    private boolean areExpected;

    /**
     * Acknowledgements of a task that has sent nothing.
     *
     * @param areExpected whether they will come; if not, they are expected once the first one has come
     * @param signal run, on any thread, when all have come
     */
    public Acknowledgements(boolean areExpected, Runnable signal) {
        this.areExpected = areExpected;
        this.signal = signal;
    }

    /** These records go to the worker. */
    synchronized void sent(Collection<SourceRecord> records) {
        if (areExpected) {
            outstanding.addAll(records);
        } else {
            earlier += records.size();
        }
    }

    /** Whether they are waited for. */
    synchronized boolean areExpected() {
        return areExpected;
    }

    /** Whether Kafka has acknowledged all records. */
    synchronized boolean areComplete() {
        return earlier == 0 && outstanding.isEmpty();
    }

    /** Kafka has stored a record, or a transformation has dropped it. */
    public void acknowledged(SourceRecord record) {
        boolean isLast;
        synchronized (this) {
            areExpected = true;
            if (!outstanding.remove(record) && earlier > 0) {
                earlier--;
            }
            isLast = areComplete();
        }
        if (isLast) {
            signal.run();
        }
    }
}
