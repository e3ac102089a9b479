package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.table.RowReader;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fingerprints of contacts: one for each row, and a mark for the contact itself. The value of the mark is the update time with which
 * the contact was sent.
 */
final class ContactFingerprints {
    private final SentRows memory;

    ContactFingerprints(SentRows memory) {
        this.memory = memory;
    }

    /** The fingerprints of the contact's rows, and its mark, by name. */
    Map<String, Long> of(String id) {
        return memory.rowsOf(id);
    }

    /** Whether one of the contact's own rows was sent, or the contact was sent at a known time. True if no such table is selected. */
    boolean containsSent(String id, List<RowReader> own) {
        return own.isEmpty() || VersionMark.isSent(of(id), id);
    }

    /** The mark of a contact; empty if there is none. */
    Optional<Long> markOf(String id) {
        return Optional.ofNullable(of(id).get(VersionMark.name(id)));
    }

    /** Stores the mark of a contact. */
    void setMark(String id, long updatedAt) {
        memory.put(id, VersionMark.name(id), updatedAt);
    }

    /** Stores when the details of a contact were read, if that is not known. */
    void setDetailsRead(String id, long time) {
        String name = ContactDetails.mark(id);
        if (!of(id).containsKey(name)) {
            memory.put(id, name, time);
        }
    }

    /** The number of contacts. */
    int size() {
        return memory.size().owners();
    }

    /** Starts a sweep: no contact has been seen. */
    void passStarted() {
        memory.passStarted();
    }

    /** The sweep has seen the contact, or the contact has just been sent. */
    void markSeen(String id) {
        memory.markSeen(id);
    }

    /**
     * The contacts that the sweep has not seen. They include contacts without a mark that have rows left: their table was not selected when the
     * contact was deleted.
     *
     * @param tables the names of the selected tables
     */
    Set<String> unseen(Collection<String> tables) {
        Set<String> ids = new LinkedHashSet<>();
        memory.unseenOwners((id, rows) -> {
            if (rows.keySet().stream()
                    .anyMatch(name -> name.equals(VersionMark.name(id)) || tables.contains(tableOf(name)))) {
                ids.add(id);
            }
        });
        return ids;
    }

    private static String tableOf(String name) {
        return name.substring(0, name.indexOf('/'));
    }
}
