package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.incremental.BackfillReader;
import java.time.Instant;
import java.util.Set;

/**
 * Sends what a changed configuration wants of the past, side by side with the stream itself and under the same offset. Its entities were
 * updated before those that the stream sends.
 */
public final class BackfillFeed implements Feed {
    private static final ReadStep.Idle NEVER = new ReadStep.Idle(Instant.MAX, false);

    private final String stream;
    private final BackfillReader reader;
    private final OffsetTracker position;
    private final RowMapper rows;
    private final StreamMetrics metrics;
    private final DeletedIds deleted;
    private final Set<String> sent;
    private final OmittedTables leftOut;

    /**
     * A feed.
     *
     * @param rows for the tables that want it
     * @param deleted the ids that streams of this group found deleted
     * @param sent the ids that the stream has sent meanwhile: what was fetched before must not be sent after it
     * @param leftOut the tables that cannot be read whole: their past is read when they can
     */
    public BackfillFeed(
            String stream,
            BackfillReader reader,
            OffsetTracker position,
            RowMapper rows,
            StreamMetrics metrics,
            DeletedIds deleted,
            Set<String> sent,
            OmittedTables leftOut) {
        this.stream = stream;
        this.reader = reader;
        this.position = position;
        this.rows = rows;
        this.metrics = metrics;
        this.deleted = deleted;
        this.sent = sent;
        this.leftOut = leftOut;
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
            Set<String> incomplete = leftOut.tables();
            rows.of(entity, row -> {
                if (!incomplete.contains(row.table().name())) {
                    metrics.add(StreamCounter.RECORDS, 1);
                    batch.add(position, row);
                }
            });
        }
    }

    /** Whether nothing is left to read for. */
    private boolean isLeftOut() {
        return reader.remaining()
                .filter(remaining -> remaining.without(leftOut.tables()).isEmpty())
                .isPresent();
    }
}
