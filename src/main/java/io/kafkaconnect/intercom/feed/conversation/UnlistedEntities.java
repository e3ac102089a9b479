package io.kafkaconnect.intercom.feed.conversation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.feed.incremental.EntityRows;
import io.kafkaconnect.intercom.feed.list.UnseenRows;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the entities that a whole list lacks, if requests for each confirm that it is gone. If a list lacks many, it is read a second time, and only
 * what both readings lack is requested.
 */
public final class UnlistedEntities {
    private static final Logger log = LoggerFactory.getLogger(UnlistedEntities.class);

    private final String stream;
    private final SnapshotReader list;
    private final EntityMemory memory;
    private final EntityRows ended;
    private final UnseenRows lookups;
    private final DeletedIds deleted;
    private final Clock clock;

    /** The entities that are looked up, each its own owner; empty while none are. */
    private Map<String, String> unseen = Map.of();

    private final Queue<String> gone = new ArrayDeque<>();

    private boolean isSecond;

    /**
     * No entities yet.
     *
     * @param list reads the list, and looks up the entities
     * @param ended sends the tombstones of an entity's rows
     * @param deleted takes the ids of those that are gone
     */
    public UnlistedEntities(
            String stream,
            SnapshotReader list,
            EntityMemory memory,
            EntityRows ended,
            DeletedIds deleted,
            Clock clock) {
        this.stream = stream;
        this.list = list;
        this.memory = memory;
        this.ended = ended;
        this.lookups = new UnseenRows(list, clock);
        this.deleted = deleted;
        this.clock = clock;
    }

    void passBegins() {
        // What the first reading has shown need not be in the second one.
        if (!isSecond) {
            memory.rows().passStarted();
            lookups.begin();
        }
    }

    /** The list shows this entity. */
    void listed(String id) {
        memory.rows().markSeen(id);
    }

    void passEnds() {
        Map<String, String> missing = unlisted();
        boolean areMany =
                !list.mass(missing.keySet(), memory.rows().size().owners()).isEmpty();
        if (areMany && !isSecond) {
            isSecond = true;
            list.again();
        } else {
            isSecond = false;
            unseen = missing;
            lookups.add(unseen);
        }
    }

    /** The list was not read to its end. The next reading is a first one. */
    void passBroken() {
        isSecond = false;
    }

    /** The entities that no reading has shown. Without transactions, the memory keeps an entity that has ended until Kafka has its tombstone. */
    private Map<String, String> unlisted() {
        Map<String, String> missing = new HashMap<>();
        memory.rows().unseenOwners((owner, rows) -> {
            if (!rows.isEmpty() && !deleted.contains(owner)) {
                missing.put(owner, owner);
            }
        });
        return missing;
    }

    /** Ends one entity that is gone, or looks up. Returns what it waits for; empty if it waits for nothing. */
    Optional<ReadStep.Idle> advance(Batch batch) {
        if (!gone.isEmpty()) {
            end(gone.remove(), batch);
            return Optional.empty();
        }
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        ReadStep.Idle waiting = lookups.advance();
        if (waiting != null) {
            return Optional.of(waiting);
        }
        gone.addAll(lookups.of(Existence.GONE, unseen.keySet()));
        logShortList(lookups.of(Existence.THERE, unseen.keySet()).size());
        unseen = Map.of();
        return Optional.empty();
    }

    private void logShortList(int there) {
        if (there > ListPass.MASS) {
            log.warn(
                    "The list of stream {} lacked {} entities that exist, as single requests show. Their rows stay",
                    stream,
                    there);
        }
    }

    private void end(String id, Batch batch) {
        Entity entity = new Entity(JsonNodeFactory.instance.objectNode().put("id", id), true, clock.instant());
        deleted.add(id, entity.asOf());
        ended.send(entity, batch);
    }
}
