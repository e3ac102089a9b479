package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import java.time.Instant;

/**
 * Makes the incremental reader send contacts that the search never showed, for example because Intercom indexed them after the settling
 * time. A contact counts as sent if the cursor contains it, or if it was updated before {@link Cursor#sentSince}.
 */
public final class MissedContacts implements MissedContactListener {
    private IncrementalReader reader;
    private Cursor began;

    /** Sets the reader of changed contacts, and the cursor at which it starts. */
    public void readBy(IncrementalReader present, Cursor cursor) {
        reader = present;
        began = began == null ? cursor : began;
    }

    /** A new relations feed starts: everything up to the present cursor counts as sent. */
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
