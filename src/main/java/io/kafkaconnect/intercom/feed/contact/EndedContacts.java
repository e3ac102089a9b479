package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import java.util.List;

/**
 * Ends the rows of contacts that are gone or have another role. A note may be there still: the contact keeps it in its other role, and another
 * contact has it after a merge. The stream of that one sends it under the same key, so a tombstone would delete that row: each note is looked up first.
 *
 * @param flush requests that the staged changes are sent
 */
record EndedContacts(
        ContactLookup contacts,
        PendingLookups lookups,
        ContactFingerprints fingerprints,
        ContactLedger ledger,
        Runnable flush) {

    /**
     * A contact has ended.
     *
     * @param found {@link Existence#UNLISTED} if it has another role now
     */
    void accept(String id, Existence found) {
        List<String> notes = fingerprints.of(id).keySet().stream()
                .filter(name -> name.startsWith(ContactTables.NOTES + '/'))
                .toList();
        ledger.recordDeletion(id);
        for (String name : notes) {
            String note = name.substring(name.indexOf('/') + 1);
            lookups.add(id, contacts.presenceOfNote(note, id, found).thenApply(presence -> () -> {
                if (presence != Existence.UNKNOWN) {
                    ledger.recordNoteGone(id, name, presence == Existence.GONE);
                }
            }));
        }
        flush.run();
    }
}
