package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Leaves out a reading of a contact that is older than the version that was sent last, by the memory. A copy of Intercom's data may lag. The
 * cursor does not contain the newer version if only the shard was stored with it. A backfill leaves out nothing: its tables may lack the contact.
 */
public record NewestContacts(EntityRows rows, SentRows memory) implements EntityRows {
    /** No copy lags for longer. A contact with an earlier update time then has that time again. */
    private static final Duration LONGEST_LAG = Duration.ofDays(1);

    /** The clocks of Intercom's servers differ by less. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    @Override
    public void send(Entity entity, Batch batch) {
        String id = entity.json().path("id").asText();
        long sent = VersionMark.of(memory.rowsOf(id), id);
        long updatedAt = IntercomTime.seconds(entity.json().path("updated_at"), IntercomTime.NO_TIME);
        boolean isOlder = updatedAt != IntercomTime.NO_TIME && updatedAt < sent;
        if (!isOlder || !isWithinLag(sent, entity.asOf())) {
            rows.send(entity, batch);
        }
    }

    /** A version of the future holds back nothing: the response that named it was wrong. */
    private static boolean isWithinLag(long sent, Instant asOf) {
        Duration passed = Duration.between(Instant.ofEpochSecond(sent), asOf);
        return passed.compareTo(CLOCKS_DIFFER.negated()) >= 0 && passed.compareTo(LONGEST_LAG) < 0;
    }
}
