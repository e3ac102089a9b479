package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContact;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.MissedContactListener;
import io.kafkaconnect.intercom.feed.NotesOfUsers;
import io.kafkaconnect.intercom.feed.change.PendingChanges;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Sends what contacts have (tags, companies, social profiles) where it differs from what was sent before, and tombstones for rows and
 * contacts that are gone. A contact comes from a sweep over all contacts, because not every change moves its {@code updated_at}, or sooner
 * from the stream of changed contacts. A reading that is older than the one reported last is ignored.
 *
 * <p>One response deletes nothing. A contact that a complete sweep did not show is looked up twice by its id. A row that a contact seems to
 * lack is looked for in the contact itself. A response that does not come holds up no other contact: the sweep then reports nothing of
 * its contact.
 */
public final class RelationsFeed implements Feed, ChangedContacts {
    private static final int MAX_STAGED = 20_000;
    private static final int MAX_LOOKUPS_ON_TIME = 200;
    private static final int MAX_CHANGED_ON_TIME = 1_000;
    private static final int MAX_LOOKUPS = 3_000;

    /** Steps of the sweep in one call: a long list without changes fills no batch, and must not keep the task from its other streams. */
    private static final int MAX_STEPS = 500;

    private static final ReadStep.Idle CONTINUE = new ReadStep.Idle(Instant.MIN, true);
    private static final ReadStep.Idle NOTHING = new ReadStep.Idle(Instant.MAX, false);

    private final String stream;
    private final Clock clock;
    private final PendingChanges changes;
    private final PendingLookups lookups;
    private final ContactFingerprints fingerprints;
    private final NotesOfUsers.Check notes;
    private final ContactVersions versions;
    private final ContactLedger ledger;
    private final ContactCompletion completion;
    private final ListedContacts listed;
    private final UnseenContacts unseen;
    private final ContactSweep sweep;
    private final EventRounds rounds;

    /** When the staged changes are to be sent even if responses are late; null if they may wait. */
    private Instant flushBy;

    /**
     * A feed.
     *
     * @param memory the fingerprints of what was sent, grouped by contact
     * @param shards the offsets of the memory's shards, in order
     * @param tables the tables of the contacts
     * @param deleted takes the ids of contacts that are gone
     * @param missed hears of contacts that the stream of changed contacts has not sent
     */
    public RelationsFeed(
            String stream,
            ContactLookup contacts,
            SentRows memory,
            ShardOffsets shards,
            ContactTables tables,
            RelationsOptions options,
            DeletedIds deleted,
            MissedContactListener missed,
            Clock clock,
            StreamMetrics metrics) {
        this.stream = stream;
        this.clock = clock;
        this.changes = new PendingChanges(memory, shards, metrics, tables::isDetail, this::maySend);
        this.lookups = new PendingLookups(clock);
        this.fingerprints = new ContactFingerprints(memory);
        this.notes = options.notes();
        this.versions = new ContactVersions(clock);
        ContactComparison comparison = new ContactComparison(tables);
        this.ledger = new ContactLedger(fingerprints, versions, comparison, changes, tables, options, deleted, missed);
        this.completion = new ContactCompletion(
                contacts, lookups, fingerprints, versions, comparison, options.needsTaggers(), ledger::record, metrics);
        this.listed = new ListedContacts(
                contacts, lookups, fingerprints, versions, ledger, completion, new ContactDetails(tables), options);
        EndedContacts ended = new EndedContacts(contacts, lookups, fingerprints, ledger, this::requestFlush);
        this.unseen = new UnseenContacts(stream, contacts, lookups, versions, clock, ended::accept);
        this.sweep = new ContactSweep(contacts, fingerprints, unseen, tables.all(), options.receivesChanges(), metrics);
        Duration round = tables.hasDetails(ContactTables.EVENTS) ? options.eventRound() : Duration.ofMillis(-1);
        this.rounds = new EventRounds(contacts, memory, round, versions, clock, this::eventsRead);
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public boolean isSaturated() {
        return lookups.onTime() >= MAX_CHANGED_ON_TIME || lookups.size() >= MAX_LOOKUPS;
    }

    @Override
    public void contactChanged(ChangedContact changed) {
        ContactReading reading = new ContactReading(
                changed.json(),
                versions.of(changed.asOf()),
                changed.isSent(),
                changed.hasDetails() ? ContactReading.Details.SENT : ContactReading.Details.NONE);
        if (changed.isSent()) {
            versions.sent(reading);
        }
        if (changed.hasDetails()) {
            versions.detailsSent(reading.id());
            ledger.dropDetails(reading.id());
        }
        fingerprints.markSeen(reading.id());
        completion.start(reading);
    }

    /** A contact that has not been handed over may have been sent: none counts as missed. */
    @Override
    public void passBroken() {
        sweep.allow();
        ledger.setHasAllChanges(false);
    }

    @Override
    public void passFinished() {
        sweep.allow();
        ledger.setHasAllChanges(true);
        if (changes.size() > 0 || !lookups.isEmpty()) {
            requestFlush();
        }
    }

    /** Staged changes are sent once no lookup is pending, or the pending ones are late. */
    private void requestFlush() {
        flushBy = flushBy == null ? clock.instant().plus(PendingLookups.LATE_AFTER) : flushBy;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        int steps = 0;
        while (!batch.isFull()) {
            if (!changes.isEmpty()) {
                changes.drainTo(batch);
                continue;
            }
            Runnable arrived = changes.size() >= MAX_STAGED ? null : nextResponse();
            if (arrived != null) {
                arrived.run();
            } else if (isFlushDue()) {
                flush();
            } else if (lookups.onTime() >= MAX_LOOKUPS_ON_TIME || lookups.size() >= MAX_LOOKUPS) {
                return idle(NOTHING);
            } else if (!unseen.lookUpNext() && !rounds.lookUpNext()) {
                if (steps == MAX_STEPS) {
                    return CONTINUE;
                }
                steps++;
                ReadStep step = sweep.next();
                if (step instanceof ReadStep.Idle waiting) {
                    return idle(waiting);
                }
                accept(step);
            }
        }
        return null;
    }

    private Runnable nextResponse() {
        Runnable next = lookups.poll();
        return next == null ? rounds.poll() : next;
    }

    private boolean isFlushDue() {
        return changes.size() >= MAX_STAGED
                || (flushBy != null && (isQuiet() || !clock.instant().isBefore(flushBy)));
    }

    private boolean isQuiet() {
        return lookups.isEmpty() && unseen.isEmpty();
    }

    private void flush() {
        changes.flush();
        if (flushBy != null) {
            flushBy = isQuiet() ? null : clock.instant().plus(PendingLookups.LATE_AFTER);
        }
        if (isQuiet()) {
            unseen.logUnconfirmed();
        }
    }

    private ReadStep.Idle idle(ReadStep.Idle waiting) {
        Instant until = earlier(earlier(waiting.until(), unseen.nextDue()), rounds.nextDue());
        return new ReadStep.Idle(
                flushBy == null ? until : earlier(until, flushBy), waiting.asking() || !lookups.isEmpty());
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    private void accept(ReadStep step) {
        if (step instanceof ReadStep.Item item) {
            listed.accept(item.entity());
        } else if (step instanceof ReadStep.PassFinished) {
            requestFlush();
        }
    }

    private boolean maySend(RowChange change) {
        return change.isGone()
                || ContactTables.noteOf(change.name())
                        .map(note -> notes.maySend(
                                note, fingerprints.markOf(change.owner()).orElse(VersionMark.UNKNOWN_TIME)))
                        .orElse(true);
    }

    private void eventsRead(ContactReading reading) {
        completion.compareDetails(reading);
        requestFlush();
    }
}
