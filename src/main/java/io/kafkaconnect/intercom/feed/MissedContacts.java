package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import java.util.function.BooleanSupplier;

/**
 * Makes the incremental reader send contacts that the search never showed, for example because Intercom indexed them after the settling
 * time. A contact counts as sent if the cursor contains it, or if it was updated before {@link Cursor#sentSince} and the memory does not
 * show that this version was never sent.
 */
public final class MissedContacts implements MissedContactListener {
    private IncrementalReader reader;
    private BooleanSupplier hasBackfill = () -> false;
    private Cursor began;

    /**
     * Sets the reader of changed contacts.
     *
     * @param backfill whether a backfill is under way: it may yet send a new contact
     * @param cursor where the reader starts
     */
    public void readBy(IncrementalReader present, BooleanSupplier backfill, Cursor cursor) {
        reader = present;
        hasBackfill = backfill;
        began = began == null ? cursor : began;
    }

    /** A new relations feed starts: everything up to the present cursor counts as sent. */
    public void beginsAnew() {
        began = reader == null ? null : reader.cursor();
    }

    @Override
    public boolean met(String id, long updatedAt, boolean isBack, boolean isKnownAsUnsent) {
        if (reader == null) {
            return false;
        }
        boolean isInCursor = began.sent().getOrDefault(id, Long.MIN_VALUE) >= updatedAt;
        boolean isRecent = updatedAt >= began.sentSince().getEpochSecond();
        boolean isUnsent = isBack || (!isInCursor && (isRecent || isKnownAsUnsent));
        boolean mayComeByItself = !isBack && !isRecent && hasBackfill.getAsBoolean();
        if (isUnsent && !mayComeByItself) {
            reader.missed(id, updatedAt);
        }
        return isUnsent;
    }
}
