package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import java.time.Instant;
import java.util.Set;

/** A stream read by update time: the cursor moves on behind each whole entity. */
public final class IncrementalFeed implements Feed {
    private static final ReadStep.Idle HANDOVER = new ReadStep.Idle(Instant.MAX, true);

    private final String stream;
    private final IncrementalReader reader;
    private final OffsetTracker position;
    private final RowMapper rows;
    private final StreamMetrics metrics;
    private final DeletedIds deleted;
    private final Set<String> sent;
    private final ChangedContacts handover;

    /**
     * A feed.
     *
     * @param deleted the ids that streams of this group found deleted
     * @param sent takes the ids of what is sent
     * @param handover takes what is sent once more
     */
    public IncrementalFeed(
            String stream,
            IncrementalReader reader,
            OffsetTracker position,
            RowMapper rows,
            StreamMetrics metrics,
            DeletedIds deleted,
            Set<String> sent,
            ChangedContacts handover) {
        this.stream = stream;
        this.reader = reader;
        this.position = position;
        this.rows = rows;
        this.metrics = metrics;
        this.deleted = deleted;
        this.sent = sent;
        this.handover = handover;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        while (!batch.isFull()) {
            if (handover.isFull()) {
                return HANDOVER;
            }
            ReadStep step = reader.next();
            if (step instanceof ReadStep.Idle waiting) {
                return waiting;
            } else if (step instanceof ReadStep.Item next) {
                put(next.entity(), batch);
            } else if (step instanceof ReadStep.PassFinished) {
                metrics.add(StreamCounter.PASSES, 1);
                if (reader.isGivenAll()) {
                    handover.caughtUp();
                } else {
                    handover.breaksOff();
                }
            }
        }
        return null;
    }

    private void put(Entity entity, Batch batch) {
        String id = entity.json().path("id").asText();
        if (entity.deleted()) {
            deleted.add(id);
        } else if (deleted.hides(id, entity.asOf())) {
            return;
        }
        sent.add(id);
        rows.of(entity, row -> {
            metrics.add(StreamCounter.RECORDS, 1);
            batch.add(position, row);
        });
        if (!entity.deleted()) {
            handover.changed(entity.json(), entity.asOf());
        }
    }
}
