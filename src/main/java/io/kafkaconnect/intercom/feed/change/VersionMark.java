package io.kafkaconnect.intercom.feed.change;

import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.Map;

/**
 * The mark of a contact in the memory: a row that remembers the update time of the version that was sent last, in epoch seconds. If its shard was
 * not stored since, the mark is the time of an earlier version.
 */
public final class VersionMark {
    /** The mark of a contact that a sweep has seen but that the stream of changed contacts has not sent. */
    public static final long NEVER_SENT = 1;

    /** The mark of a contact of which no update time is known. Earlier versions stored no other. */
    public static final long UNKNOWN_TIME = 0;

    private static final String CONTACT = "contact/";

    private VersionMark() {}

    /** The name of the mark of a contact. Like the names of its rows, it has the contact's id as its second part. */
    public static String name(String id) {
        return CONTACT + id;
    }

    /** Whether a mark is an update time. */
    public static boolean isTime(long mark) {
        return mark > NEVER_SENT;
    }

    /** Whether the remembered rows show that a version of the contact was sent, and that the contact was not deleted since. */
    public static boolean isSent(Map<String, Long> rows, String id) {
        return rows.getOrDefault(name(id), NEVER_SENT) != NEVER_SENT
                || Tables.ALL.stream()
                        .anyMatch(table -> table.lists().isEmpty() && rows.containsKey(table.name() + '/' + id));
    }

    /** The mark of a contact by its remembered rows; {@link #UNKNOWN_TIME} if they contain none. */
    public static long of(Map<String, Long> rows, String id) {
        return rows.getOrDefault(name(id), UNKNOWN_TIME);
    }
}
