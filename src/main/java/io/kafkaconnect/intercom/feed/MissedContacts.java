package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import java.time.Instant;

/**
 * Has contacts sent that the search never showed, such as those that its index took up after the settling time. What its offset names was
 * sent, and what was updated before {@link Cursor#sentSince} counts as sent.
 */
public final class MissedContacts implements MissedContactListener {
    private IncrementalReader reader;
    private Cursor began;

    /** The stream of the changed contacts is read by that reader from now on, from that cursor on. */
    public void readBy(IncrementalReader present, Cursor cursor) {
        reader = present;
        began = began == null ? cursor : began;
    }

    /** All contacts are read anew: what was sent by now counts as sent. */
    public void beginsAnew() {
        began = reader == null ? null : reader.cursor();
    }

    @Override
    public boolean met(String id, long updatedAt, Instant asOf, boolean isBack) {
        boolean missed = reader != null && (isBack || !wasSentBefore(id, updatedAt));
        if (missed) {
            reader.missed(id, updatedAt);
        }
        return missed;
    }

    private boolean wasSentBefore(String id, long updatedAt) {
        return updatedAt < began.sentSince().getEpochSecond()
                || began.sent().getOrDefault(id, Long.MIN_VALUE) >= updatedAt;
    }
}
