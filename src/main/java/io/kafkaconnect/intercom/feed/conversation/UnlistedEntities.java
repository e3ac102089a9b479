package io.kafkaconnect.intercom.feed.conversation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.feed.incremental.EntityRows;
import io.kafkaconnect.intercom.feed.list.UnseenRows;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ReadStep;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Ends the entities that a whole list lacks, if a request for each confirms that it is gone. */
public final class UnlistedEntities {
    private final EntityMemory memory;
    private final EntityRows ended;
    private final UnseenRows lookups;
    private final DeletedIds deleted;
    private final Clock clock;

    /** The entities that are looked up, each its own owner; empty while none are. */
    private Map<String, String> unseen = Map.of();

    private final Queue<String> gone = new ArrayDeque<>();

    /**
     * No entities yet.
     *
     * @param ended sends the tombstones of an entity's rows
     * @param lookups looks up the entities
     * @param deleted takes the ids of those that are gone
     */
    public UnlistedEntities(
            EntityMemory memory, EntityRows ended, UnseenRows lookups, DeletedIds deleted, Clock clock) {
        this.memory = memory;
        this.ended = ended;
        this.lookups = lookups;
        this.deleted = deleted;
        this.clock = clock;
    }

    void passBegins() {
        memory.rows().passStarted();
        lookups.begin();
    }

    /** The list shows this entity. */
    void listed(String id) {
        memory.rows().markSeen(id);
    }

    void passEnds() {
        unseen = new HashMap<>();
        memory.rows().unseenOwners((owner, rows) -> {
            if (!rows.isEmpty()) {
                unseen.put(owner, owner);
            }
        });
        lookups.add(unseen);
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
        unseen = Map.of();
        return Optional.empty();
    }

    private void end(String id, Batch batch) {
        Entity entity = new Entity(JsonNodeFactory.instance.objectNode().put("id", id), true, clock.instant());
        deleted.add(id, entity.asOf());
        ended.send(entity, batch);
    }
}
