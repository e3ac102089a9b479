package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.Coverage;
import io.kafkaconnect.intercom.reader.Reader;
import io.kafkaconnect.intercom.reader.Step;
import java.time.Instant;
import java.util.Optional;

/** Reads the part of the past that a changed configuration asks for, once. */
public final class PastReader implements Reader {
    private static final Step.Waiting NEVER = new Step.Waiting(Instant.MAX, false);

    private final Coverage.Backfill backfill;
    private final IncrementalReader reader;
    private boolean done;

    public PastReader(Coverage.Backfill backfill, IncrementalReader reader) {
        this.backfill = backfill;
        this.reader = reader;
    }

    /** What is still to be read; to be stored with the last record of the last entity released. */
    public Optional<Coverage.Backfill> remaining() {
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
    public Step next() {
        if (done) {
            return NEVER;
        }
        Step step = reader.next();
        done = step instanceof Step.PassDone
                && reader.isConfirmed()
                && reader.cursor().parked().isEmpty();
        return step;
    }
}
