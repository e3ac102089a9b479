package io.kafkaconnect.intercom.feed;

import java.util.Map;

/**
 * The notes that the stream of users has sent. A lead that becomes a user, or is merged into one, keeps its notes, and both streams send them under the same
 * keys. A reading of the lead that waited meanwhile must not follow the row of the user. A note never moves from a user to a lead. Used by the task's
 * thread.
 */
public final class NotesOfUsers {
    private static final int MAX_REMEMBERED = 100_000;

    private static final String LEADS = "leads";

    /** When the user was updated with which a note was sent, in epoch seconds. */
    private final Map<String, Long> sent = RecentIds.mapOf(MAX_REMEMBERED);

    /** Decides for one group of streams. */
    @FunctionalInterface
    public interface Check {
        /** The check of a stream that shares its notes with no other. */
        Check NONE = (note, updatedAt) -> true;

        /**
         * Whether a note that is about to be sent may be.
         *
         * @param updatedAt when the contact that has the note was updated, in epoch seconds
         */
        boolean maySend(String note, long updatedAt);
    }

    /** The check of a group: that of leads leaves out a note that was sent with a user that was updated later. */
    public Check of(String group) {
        return group.equals(LEADS) ? this::mayFollow : this::note;
    }

    private boolean note(String note, long updatedAt) {
        sent.merge(note, updatedAt, Math::max);
        return true;
    }

    private boolean mayFollow(String note, long updatedAt) {
        return updatedAt >= sent.getOrDefault(note, Long.MIN_VALUE);
    }
}
