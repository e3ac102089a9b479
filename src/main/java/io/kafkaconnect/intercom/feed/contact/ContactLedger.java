package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.MissedContactListener;
import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.feed.change.PendingChanges;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.table.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records the outcome of each comparison: stages the changes unless a newer reading was reported, and keeps the contact's mark. */
final class ContactLedger {
    private static final int MAX_DELETED = 100_000;

    private final ContactFingerprints fingerprints;
    private final ContactVersions versions;
    private final ContactComparison comparison;
    private final PendingChanges changes;
    private final ContactTables tables;
    private final RelationsOptions options;
    private final DeletedIds deletedIds;
    private final MissedContactListener missed;

    /** The contacts that were deleted since the task started: a contact that comes back must be sent again. */
    private final Set<String> deleted = RecentIds.of(MAX_DELETED);

    private boolean hasAllChanges;

    ContactLedger(
            ContactFingerprints fingerprints,
            ContactVersions versions,
            ContactComparison comparison,
            PendingChanges changes,
            ContactTables tables,
            RelationsOptions options,
            DeletedIds deletedIds,
            MissedContactListener missed) {
        this.fingerprints = fingerprints;
        this.versions = versions;
        this.comparison = comparison;
        this.changes = changes;
        this.tables = tables;
        this.options = options;
        this.deletedIds = deletedIds;
        this.missed = missed;
    }

    /** Sets whether every changed contact has been handed over: only then a contact can be reported as missed. */
    void setHasAllChanges(boolean hasAll) {
        hasAllChanges = hasAll;
    }

    /** Whether the contact was found deleted and has not come back. */
    boolean isDeleted(String id) {
        return deleted.contains(id);
    }

    /** Records what differs in a reading of a contact. */
    void record(ContactReading reading, ContactDifference difference) {
        if (reading.isOfDetails() && (isDeleted(reading.id()) || versions.areDetailsSentSince(reading))) {
            // A later sweep or round finds out what still differs. A deleted contact has no details.
            return;
        }
        if (reading.details() == ContactReading.Details.EVENTS) {
            // A newer list says nothing of the events.
            difference.reads().forEach(tables.compared()::count);
            stage(reading, difference);
            return;
        }
        String id = reading.id();
        boolean isOvertaken = versions.isOvertaken(reading);
        Optional<Long> mark = fingerprints.markOf(id);
        boolean wasDeletedMeanwhile = isOvertaken && mark.isEmpty();
        if (reading.wasSent() && wasDeletedMeanwhile) {
            return;
        }
        if (reading.wasSent()) {
            recordSent(reading, mark);
        } else if (!isOvertaken) {
            recordSeen(reading, mark);
        }
        if (!isOvertaken) {
            versions.reported(id, reading.version());
            difference.reads().stream()
                    .filter(read ->
                            reading.details() != ContactReading.Details.SENT || !tables.isDetail(read.table() + '/'))
                    .forEach(tables.compared()::count);
            stage(reading, difference);
        }
    }

    /** A sweep does not show the details: what it finds must not replace what was found in them. */
    private void stage(ContactReading reading, ContactDifference difference) {
        String id = reading.id();
        List<RowChange> ofLists = new ArrayList<>();
        List<RowChange> ofDetails = new ArrayList<>();
        for (RowChange change : difference.changes()) {
            (tables.isDetail(change.name()) ? ofDetails : ofLists).add(change);
        }
        switch (reading.details()) {
            case NONE -> changes.stage(id, ofLists);
            case EVENTS -> changes.stage(ContactTables.EVENTS + '/' + id, ofDetails);
            case ALL -> stageAllDetails(reading, ofDetails);
            case SENT -> {
                changes.stage(id, ofLists);
                dropEvents(id);
                changes.stage(
                        ContactDetails.mark(id),
                        ofDetails.stream().filter(RowChange::isGone).toList());
            }
        }
    }

    private void stageAllDetails(ContactReading reading, List<RowChange> changed) {
        String id = reading.id();
        String mark = ContactDetails.mark(id);
        long before = fingerprints.of(id).getOrDefault(mark, 0L);
        long read = Math.max(ContactDetails.time(reading.contact()), before);
        if (read != before) {
            changed.add(RowChange.remembered(id, mark, read));
        }
        dropEvents(id);
        changes.stage(mark, changed);
    }

    /** Drops what was found of a contact's details: newer ones have been sent. */
    void dropDetails(String id) {
        dropEvents(id);
        changes.stage(ContactDetails.mark(id), List.of());
        changes.dropReady(id);
    }

    private void dropEvents(String id) {
        changes.stage(ContactTables.EVENTS + '/' + id, List.of());
    }

    private void recordSent(ContactReading reading, Optional<Long> mark) {
        deleted.remove(reading.id());
        long sentBefore = mark.filter(time -> time != VersionMark.NEVER_SENT).orElse(VersionMark.UNKNOWN_TIME);
        fingerprints.setMark(reading.id(), Math.max(reading.updatedAt(), sentBefore));
    }

    private void recordSeen(ContactReading reading, Optional<Long> mark) {
        String id = reading.id();
        boolean isKnownAsUnsent = isKnownAsUnsent(reading, mark);
        long first = options.receivesChanges() ? VersionMark.NEVER_SENT : VersionMark.UNKNOWN_TIME;
        // Stored even if it is unchanged: that marks the contact as seen.
        fingerprints.setMark(id, mark.orElse(first));
        if (!options.receivesChanges()) {
            deleted.remove(id);
        }
        if (hasAllChanges && isUnsent(reading, mark) && isSettled(reading)) {
            boolean willBeSent = missed.met(id, reading.updatedAt(), isDeleted(id), isKnownAsUnsent);
            if (!willBeSent) {
                fingerprints.setMark(id, reading.updatedAt());
            }
        }
    }

    /** Whether the memory would contain this version or a later one if it had been sent. */
    private boolean isKnownAsUnsent(ContactReading reading, Optional<Long> mark) {
        long updatedAt = reading.updatedAt();
        if (!fingerprints.containsSent(reading.id(), tables.own())) {
            return options.containsEach().test(updatedAt);
        }
        boolean isOlderSent = mark.filter(time -> VersionMark.isTime(time) && time < updatedAt)
                .isPresent();
        return isOlderSent
                && !tables.own().isEmpty()
                && options.containsVersions().test(updatedAt);
    }

    private boolean isUnsent(ContactReading reading, Optional<Long> mark) {
        boolean isNewerThanMark = mark.map(time -> time != VersionMark.UNKNOWN_TIME && time < reading.updatedAt())
                .orElse(true);
        return !versions.isSentWith(reading.id(), reading.updatedAt()) && isNewerThanMark;
    }

    private boolean isSettled(ContactReading reading) {
        Instant settled = reading.version().asOf().minus(options.settle());
        return Instant.ofEpochSecond(reading.updatedAt()).isBefore(settled);
    }

    /** Records that a contact does not exist any more. */
    void recordDeletion(String id) {
        ContactVersion version = versions.now();
        versions.reported(id, version);
        deletedIds.add(id, version.asOf());
        deleted.add(id);
        changes.stage(ContactDetails.mark(id), List.of());
        dropEvents(id);
        changes.stage(id, comparison.deletionsOf(id, fingerprints.of(id)));
    }

    /**
     * Records that a contact does not have a note any more.
     *
     * @param hasEnded whether the note does not exist any more; if it does, another stream sends it
     */
    void recordNoteGone(String id, String name, boolean hasEnded) {
        Row tombstone = hasEnded ? tables.compared().tombstone(id, name) : null;
        changes.stage(name, List.of(RowChange.gone(id, name, tombstone)));
    }
}
