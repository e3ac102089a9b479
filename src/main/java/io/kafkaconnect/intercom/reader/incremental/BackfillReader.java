package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamReader;
import java.time.Instant;
import java.util.Optional;

/** Reads once the part of the past that a changed configuration adds. */
public final class BackfillReader implements StreamReader {
    private static final ReadStep.Idle NEVER = new ReadStep.Idle(Instant.MAX, false);

    private final IncrementalOffset.Backfill backfill;
    private final IncrementalReader reader;
    private boolean done;

    /**
     * Reads the remaining part.
     *
     * @param reader starts at the cursor of the backfill
     */
    public BackfillReader(IncrementalOffset.Backfill backfill, IncrementalReader reader) {
        this.backfill = backfill;
        this.reader = reader;
    }

    /** The remaining part. The record of the last released entity carries it as its offset. */
    public Optional<IncrementalOffset.Backfill> remaining() {
        return done ? Optional.empty() : Optional.of(backfill.withCursor(reader.cursor()));
    }

    /** Whether two passes read everything. The remaining entities are parked. */
    public boolean isRead() {
        return done || reader.isConfirmed();
    }

    /** The refused entities, see {@link IncrementalReader#refused()}. */
    public RefusedEntities refused() {
        return reader.refused();
    }

    @Override
    public ReadStep next() {
        if (done) {
            return NEVER;
        }
        ReadStep step = reader.next();
        done = step instanceof ReadStep.PassFinished
                && reader.isConfirmed()
                && reader.cursor().parked().isEmpty();
        return step;
    }
}
