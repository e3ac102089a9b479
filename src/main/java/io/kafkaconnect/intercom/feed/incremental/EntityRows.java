package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.reader.Entity;

/** Puts the rows of entities into batches. */
public interface EntityRows {
    /** Adds the rows of an entity that must be sent, or the tombstones of a deleted entity. */
    void send(Entity entity, Batch batch);
}
