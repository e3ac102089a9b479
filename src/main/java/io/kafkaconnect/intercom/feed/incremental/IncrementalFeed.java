package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Deleted;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.Handover;
import io.kafkaconnect.intercom.feed.Rows;
import io.kafkaconnect.intercom.metrics.Count;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.Position;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.Step;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import java.time.Instant;
import java.util.Set;

/** A stream read by update time: the cursor moves on behind each whole entity. */
public final class IncrementalFeed implements Feed {
    private static final Step.Waiting HANDOVER = new Step.Waiting(Instant.MAX, true);

    private final String stream;
    private final IncrementalReader reader;
    private final Position position;
    private final Rows rows;
    private final StreamMetrics metrics;
    private final Deleted deleted;
    private final Set<String> sent;
    private final Handover handover;

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
            Position position,
            Rows rows,
            StreamMetrics metrics,
            Deleted deleted,
            Set<String> sent,
            Handover handover) {
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
    public Step.Waiting fill(Batch batch) {
        while (!batch.isFull()) {
            if (handover.isFull()) {
                return HANDOVER;
            }
            Step step = reader.next();
            if (step instanceof Step.Waiting waiting) {
                return waiting;
            } else if (step instanceof Step.Next next) {
                put(next.entity(), batch);
            } else if (step instanceof Step.PassDone) {
                metrics.add(Count.PASSES, 1);
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
            metrics.add(Count.RECORDS, 1);
            batch.add(position, row);
        });
        if (!entity.deleted()) {
            handover.changed(entity.json(), entity.asOf());
        }
    }
}
