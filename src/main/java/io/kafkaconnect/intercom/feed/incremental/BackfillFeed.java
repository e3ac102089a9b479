package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.incremental.BackfillReader;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Sends the part of the past that a changed configuration needs. It runs beside the stream itself and under the same offset. Its entities
 * were updated before those that the stream sends.
 */
public final class BackfillFeed implements Feed {
    private static final ReadStep.Idle BUSY = new ReadStep.Idle(Instant.MAX, true);
    private static final ReadStep.Idle NEVER = new ReadStep.Idle(Instant.MAX, false);

    private final String stream;
    private final BackfillReader reader;
    private final EntityRows rows;
    private final StreamMetrics metrics;
    private final DeletedIds deleted;
    private final Set<String> sent;
    private final OmittedTables leftOut;
    private final BooleanSupplier isBusy;

    /**
     * A feed.
     *
     * @param rows sends rows of the tables that need the backfill
     * @param deleted the ids that streams of this group found deleted
     * @param sent the ids that the stream has sent since the backfill started. The backfill skips them, because it may have fetched an
     *     older version
     * @param isBusy whether the receiver of the entities can take no more for now
     * @param leftOut the tables that the token may not read completely. Their past is read when it may
     */
    public BackfillFeed(
            String stream,
            BackfillReader reader,
            EntityRows rows,
            StreamMetrics metrics,
            DeletedIds deleted,
            Set<String> sent,
            OmittedTables leftOut,
            BooleanSupplier isBusy) {
        this.stream = stream;
        this.reader = reader;
        this.rows = rows;
        this.metrics = metrics;
        this.deleted = deleted;
        this.sent = sent;
        this.leftOut = leftOut;
        this.isBusy = isBusy;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        while (!batch.isFull()) {
            if (isLeftOut()) {
                return NEVER;
            }
            if (isBusy.getAsBoolean()) {
                return BUSY;
            }
            ReadStep step = reader.next();
            if (step instanceof ReadStep.Idle waiting) {
                return waiting;
            } else if (step instanceof ReadStep.Item next) {
                put(next.entity(), batch);
            } else if (step instanceof ReadStep.PassFinished) {
                metrics.add(StreamCounter.PASSES, 1);
            }
        }
        return null;
    }

    private void put(Entity entity, Batch batch) {
        String id = entity.json().path("id").asText();
        if (!deleted.hides(id, entity.asOf()) && !sent.contains(id)) {
            rows.send(entity, batch);
        }
    }

    /** Whether every table of the backfill is left out. */
    private boolean isLeftOut() {
        return reader.remaining()
                .filter(remaining -> remaining.without(leftOut.tables()).isEmpty())
                .isPresent();
    }
}
