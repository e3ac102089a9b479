package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContact;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.reader.Entity;

/**
 * Sends the rows of contacts, and hands each contact to the relations feed, which compares its lists and finds out what is gone.
 *
 * @param isSent whether the stream sends this version of the contact itself
 * @param hasDetails whether the notes or the event summary of the contacts are requested
 */
public record ContactRows(EntityRows rows, boolean isSent, boolean hasDetails, ChangedContacts handover)
        implements EntityRows {
    @Override
    public void send(Entity entity, Batch batch) {
        rows.send(entity, batch);
        handover.contactChanged(new ChangedContact(entity.json(), entity.asOf(), isSent, hasDetails));
    }
}
