package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.feed.ChangedContactsRelay;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.MissedContacts;
import io.kafkaconnect.intercom.feed.NotesOfUsers;
import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.feed.incremental.EntityRows;
import io.kafkaconnect.intercom.feed.incremental.LatestRows;
import io.kafkaconnect.intercom.feed.incremental.OwnNotes;
import io.kafkaconnect.intercom.stream.Stream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the streams of one group share.
 *
 * @param hasIncremental whether a stream of the group is read by update time
 * @param deleted the ids that a stream of the group found deleted
 * @param changed passes changed contacts from the incremental feed to the relations feed
 * @param missed makes the incremental feed send contacts that only the relations feed has found
 * @param readings the latest reading that was sent of each entity
 * @param notes tells which notes the group may send
 * @param memory the memory of the rows that an incremental stream sends; empty if rows are not remembered
 */
record StreamGroup(
        boolean hasIncremental,
        DeletedIds deleted,
        ChangedContactsRelay changed,
        MissedContacts missed,
        Map<String, LatestRows.SentReading> readings,
        NotesOfUsers.Check notes,
        Optional<EntityMemory> memory) {
    /** The number of deleted or sent ids to remember. It is far more than the number of entities in flight. */
    private static final int MAX_REMEMBERED_IDS = 100_000;

    /**
     * The group with that name.
     *
     * @param streams the streams of the task
     * @param notes what the groups of the task share
     */
    static StreamGroup of(String name, Collection<Stream> streams, StoredState state, NotesOfUsers notes) {
        List<Stream> ofGroup =
                streams.stream().filter(stream -> stream.group().equals(name)).toList();
        Optional<EntityMemory> memory = ofGroup.stream()
                .filter(state::remembersEntities)
                .map(stream -> new EntityMemory(state.memory(stream), state.shards(stream)))
                .findFirst();
        return new StreamGroup(
                ofGroup.stream().anyMatch(Stream::isIncremental),
                new DeletedIds(MAX_REMEMBERED_IDS),
                new ChangedContactsRelay(),
                new MissedContacts(),
                LatestRows.noReadings(),
                notes.of(name),
                memory);
    }

    /** The same rows, without notes that the group may not send. */
    EntityRows ownNotes(EntityRows rows) {
        return new OwnNotes(rows, notes);
    }

    /** Whether a row of an entity was sent and is remembered. */
    boolean remembers(String id) {
        return memory.filter(known -> !known.rows().rowsOf(id).isEmpty()).isPresent();
    }

    /** The set of ids that a stream sends while its backfill runs. Without a backfill, it stays empty. */
    static Set<String> sentIds(boolean hasPast) {
        return RecentIds.of(hasPast ? MAX_REMEMBERED_IDS : 0);
    }
}
