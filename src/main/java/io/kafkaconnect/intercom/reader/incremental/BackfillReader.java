package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamReader;
import java.time.Instant;
import java.util.Optional;

/** Reads the part of the past that a changed configuration asks for, once. */
public final class BackfillReader implements StreamReader {
    private static final ReadStep.Idle NEVER = new ReadStep.Idle(Instant.MAX, false);

    private final IncrementalOffset.Backfill backfill;
    private final IncrementalReader reader;
    private boolean done;

    public BackfillReader(IncrementalOffset.Backfill backfill, IncrementalReader reader) {
        this.backfill = backfill;
        this.reader = reader;
    }

    /** What is still to be read; to be stored with the last record of the last entity released. */
    public Optional<IncrementalOffset.Backfill> remaining() {
        return done ? Optional.empty() : Optional.of(backfill.at(reader.cursor()));
    }

    /** Whether two passes met everything: what remains is parked. */
    public boolean isRead() {
        return done || reader.isConfirmed();
    }

    /** See {@link IncrementalReader#refused()}. */
    public int refused() {
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
