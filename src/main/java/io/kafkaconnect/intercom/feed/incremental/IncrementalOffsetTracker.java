package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import io.kafkaconnect.intercom.offset.MemoryState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The offset of an incremental stream. It covers everything that the stream's feeds have put into batches. */
final class IncrementalOffsetTracker {
    private final IncrementalOffsetCodec codec;
    private final Optional<Supplier<MemoryState>> memory;
    private Supplier<IncrementalOffset> covered;

    /**
     * A tracker of a stream that has not started: its offset is the stored one.
     *
     * @param memory how far the memory of the stream's rows can be relied on; empty if rows are not remembered
     */
    IncrementalOffsetTracker(
            IncrementalOffsetCodec codec, IncrementalOffset covered, Optional<Supplier<MemoryState>> memory) {
        this.codec = codec;
        this.memory = memory;
        this.covered = () -> covered;
    }

    /** The feeds have started from this offset. */
    void begins(IncrementalOffset from, CombinedFeed.StartedFeeds feeds, OmittedTables leftOut) {
        covered = () ->
                from.withCursor(feeds.cursor().get(), feeds.remaining().get()).without(leftOut.tables());
    }

    IncrementalOffset offset() {
        return covered.get();
    }

    /** The offset as the map that Connect stores. */
    Map<String, Object> toMap() {
        IncrementalOffset present = offset();
        Map<String, Object> encoded = codec.encode(present);
        memory.ifPresent(state -> state.get().addTo(encoded, present.cursor().mark()));
        return encoded;
    }
}
