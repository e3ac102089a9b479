package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.Map;

/**
 * Leaves out a reading of an entity that is older than the one that was sent last. Two readers of one stream request entities
 * independently.
 *
 * @param areAll whether the rows are all rows of the entity: only then an older reading has nothing to add
 * @param sent the latest reading of each entity
 */
public record LatestRows(EntityRows rows, boolean areAll, Map<String, SentReading> sent) implements EntityRows {
    private static final int MAX_REMEMBERED = 100_000;

    /**
     * A reading of an entity. Copies of Intercom's data may lag, so the update time comes first.
     *
     * @param updatedAt in epoch seconds
     * @param asOf the time of the response, by Intercom's clock
     */
    public record SentReading(long updatedAt, Instant asOf) {
        boolean isNewerThan(SentReading other) {
            return updatedAt == other.updatedAt ? asOf.isAfter(other.asOf) : updatedAt > other.updatedAt;
        }
    }

    /** No readings yet. The senders of one stream share them. */
    public static Map<String, SentReading> noReadings() {
        return RecentIds.mapOf(MAX_REMEMBERED);
    }

    @Override
    public void send(Entity entity, Batch batch) {
        String id = entity.json().path("id").asText();
        long updatedAt = IntercomTime.seconds(entity.json().path("updated_at"), IntercomTime.NO_TIME);
        SentReading reading = new SentReading(updatedAt, entity.asOf());
        SentReading last = sent.get(id);
        if (last == null || !last.isNewerThan(reading)) {
            if (areAll) {
                sent.put(id, reading);
            }
            rows.send(entity, batch);
        }
    }
}
