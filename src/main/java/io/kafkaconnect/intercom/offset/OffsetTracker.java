package io.kafkaconnect.intercom.offset;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A source partition and how far it has been sent. The offset is made once a batch, from what the stream says then, since making it
 * costs more than a row.
 */
public final class OffsetTracker {
    private final Map<String, String> partition;
    private final Supplier<Map<String, Object>> progress;
    private Map<String, Object> offset;

    /**
     * A position.
     *
     * @param progress makes the offset of everything put into batches so far
     */
    public OffsetTracker(Map<String, String> partition, Supplier<Map<String, Object>> progress) {
        this.partition = partition;
        this.progress = progress;
        this.offset = progress.get();
    }

    public Map<String, String> partition() {
        return partition;
    }

    /** The offset of the last batch, or what was stored before the first. */
    public Map<String, Object> offset() {
        return offset;
    }

    /** Moves to what has been put into batches by now. */
    public void advance() {
        offset = progress.get();
    }
}
