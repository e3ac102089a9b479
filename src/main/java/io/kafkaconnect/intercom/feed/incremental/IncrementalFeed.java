package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import java.time.Instant;
import java.util.Set;

/** The feed of a stream that is read by update time. The cursor advances after each complete entity. */
public final class IncrementalFeed implements Feed {
    private static final ReadStep.Idle HANDOVER = new ReadStep.Idle(Instant.MAX, true);

    private final String stream;
    private final IncrementalReader reader;
    private final EntityRows rows;
    private final StreamMetrics metrics;
    private final DeletedIds deleted;
    private final Set<String> sent;
    private final ChangedContacts handover;

    /**
     * A feed.
     *
     * @param deleted the ids that streams of this group found deleted
     * @param sent receives the ids of the entities that are sent
     * @param handover learns when all changes have been read, and says when it is busy
     */
    public IncrementalFeed(
            String stream,
            IncrementalReader reader,
            EntityRows rows,
            StreamMetrics metrics,
            DeletedIds deleted,
            Set<String> sent,
            ChangedContacts handover) {
        this.stream = stream;
        this.reader = reader;
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
            if (handover.isSaturated()) {
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
                    metrics.passCompletes();
                    handover.passFinished();
                } else {
                    handover.passBroken();
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
        rows.send(entity, batch);
    }
}
