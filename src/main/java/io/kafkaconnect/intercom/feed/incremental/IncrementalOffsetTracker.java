package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The offset of an incremental stream. It covers everything that the stream's feeds have put into batches. */
final class IncrementalOffsetTracker {
    private final IncrementalOffsetCodec codec;
    private final Optional<EntityMemory> memory;
    private Supplier<IncrementalOffset> covered;

    /**
     * A tracker of a stream that has not started: its offset is the stored one.
     *
     * @param memory the memory of the stream's rows, whose state is stored with the offset; empty if the offset does not say
     */
    IncrementalOffsetTracker(IncrementalOffsetCodec codec, IncrementalOffset covered, Optional<EntityMemory> memory) {
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
        memory.ifPresent(rows -> rows.addTo(encoded, present.cursor().mark()));
        return encoded;
    }
}
