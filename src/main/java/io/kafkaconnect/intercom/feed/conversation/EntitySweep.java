package io.kafkaconnect.intercom.feed.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.feed.incremental.EntityRows;
import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.EntityReadings;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * Finds silent changes of conversations or tickets: a tag that was taken off or deleted, a contact that was merged or has another role, a link. Reads the
 * list of all entities, and compares the rows that the list shows with those that were sent. An entity that differs is requested by its id and sent.
 *
 * <p>An entity that is not remembered is left to the stream. A sweep that Intercom refuses ends; the next one begins an interval later.
 */
public final class EntitySweep implements Feed {
    private static final int MAX_LOOKUPS = 200;
    private static final int MAX_STEPS = 500;
    private static final int MAX_REMEMBERED = 100_000;

    /** The list and the conversation itself may differ for good. */
    private static final int MAX_REQUESTS = 3;

    private static final ReadStep.Idle CONTINUE = new ReadStep.Idle(Instant.MIN, true);
    private static final ReadStep.Idle NOTHING = new ReadStep.Idle(Instant.MAX, false);
    private static final ReadStep.Idle WAITING = new ReadStep.Idle(Instant.MAX, true);

    private final String stream;
    private final EntityReadings readings;
    private final EntityMemory memory;
    private final ListedComparison comparison;
    private final EntityRows rows;
    private final EntityRows rowsBelow;
    private final Predicate<ObjectNode> wasRead;
    private final DeletedIds deleted;
    private final Optional<UnlistedEntities> unlisted;
    private final Duration interval;
    private final Clock clock;
    private final PendingLookups lookups;
    private final Queue<FoundEntity> found = new ArrayDeque<>();

    /** What the list showed of entities that were requested. */
    private final Map<String, Difference> known = RecentIds.mapOf(MAX_REMEMBERED);

    private Instant begins;

    /**
     * An entity to send.
     *
     * @param differsItself whether its own row differs
     */
    private record FoundEntity(Entity entity, boolean differsItself) {}

    /**
     * A difference between a list and what was sent.
     *
     * @param changes the fingerprint of each row that differs, or {@link ListedComparison#GONE}, by its name
     * @param times how often the entity was requested because of it
     */
    private record Difference(Map<String, Long> changes, int times) {}

    /**
     * A sweep that begins after an interval: until then, the stream itself reads everything.
     *
     * @param comparison compares what the list shows of an entity
     * @param rows sends an entity whose own row differs as well
     * @param rowsBelow sends the rows below an entity
     * @param wasRead whether the stream has sent this version of an entity; it still sends a later version by itself
     * @param deleted the entities that the stream of deletions has found
     * @param unlisted ends what the list lacks; empty if another stream finds deletions
     */
    public EntitySweep(
            String stream,
            EntityReadings readings,
            EntityMemory memory,
            ListedComparison comparison,
            EntityRows rows,
            EntityRows rowsBelow,
            Predicate<ObjectNode> wasRead,
            DeletedIds deleted,
            Optional<UnlistedEntities> unlisted,
            Duration interval,
            Clock clock) {
        this.stream = stream;
        this.readings = readings;
        this.memory = memory;
        this.comparison = comparison;
        this.rows = rows;
        this.rowsBelow = rowsBelow;
        this.wasRead = wasRead;
        this.deleted = deleted;
        this.unlisted = unlisted;
        this.interval = interval;
        this.clock = clock;
        this.lookups = new PendingLookups(clock);
        this.begins = clock.instant().plus(interval);
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        if (clock.instant().isBefore(begins)) {
            return new ReadStep.Idle(begins, false);
        }
        if (batch.order() == Batch.Order.BY_PARTITION) {
            // The memory is not stored: after a restart, it would differ from what was sent.
            return NOTHING;
        }
        try {
            return advance(batch);
        } catch (IntercomException refused) {
            // The stream itself reports what Intercom refuses, and decides what follows.
            unlisted.ifPresent(UnlistedEntities::passBroken);
            begins = clock.instant().plus(interval);
            return new ReadStep.Idle(begins, false);
        }
    }

    private ReadStep.Idle advance(Batch batch) {
        int steps = 0;
        while (!batch.isFull()) {
            Runnable arrived = lookups.poll();
            if (arrived != null) {
                arrived.run();
            } else if (!found.isEmpty()) {
                send(found.remove(), batch);
            } else if (lookups.onTime() >= MAX_LOOKUPS) {
                return WAITING;
            } else if (steps == MAX_STEPS) {
                return CONTINUE;
            } else {
                steps++;
                ReadStep.Idle waiting =
                        unlisted.flatMap(some -> some.advance(batch)).orElse(null);
                if (waiting == null) {
                    waiting = read();
                }
                if (waiting != null) {
                    return new ReadStep.Idle(waiting.until(), waiting.asking() || !lookups.isEmpty());
                }
            }
        }
        return null;
    }

    /** Reads on; returns what it waits for, or null. */
    private ReadStep.Idle read() {
        ReadStep step = readings.all().next();
        if (step instanceof ReadStep.PassStarted) {
            readings.passBegins();
            unlisted.ifPresent(UnlistedEntities::passBegins);
        } else if (step instanceof ReadStep.Item item) {
            look(item.entity().json());
        } else if (step instanceof ReadStep.PassFinished) {
            unlisted.ifPresent(UnlistedEntities::passEnds);
        }
        return step instanceof ReadStep.Idle waiting ? waiting : null;
    }

    private void send(FoundEntity next, Batch batch) {
        Entity entity = next.entity();
        if (!deleted.hides(entity.json().path("id").asText(), entity.asOf())) {
            (next.differsItself() ? rows : rowsBelow).send(entity, batch);
        }
    }

    private void look(ObjectNode entity) {
        Optional<String> id = EntityId.of(entity.path("id"));
        id.ifPresent(known -> unlisted.ifPresent(some -> some.listed(known)));
        if (id.isPresent() && !lookups.isLate(id.get()) && isRemembered(id.get()) && wasRead.test(entity)) {
            lookups.add(id.get(), readings.addRoles(entity).thenApply(done -> () -> compare(id.get(), done)));
        }
    }

    private boolean isRemembered(String id) {
        return !memory.rows().rowsOf(id).isEmpty();
    }

    private void compare(String id, ObjectNode entity) {
        Map<String, Long> changes = comparison.changes(id, entity);
        Difference before = known.get(id);
        int times = before != null && before.changes().equals(changes) ? before.times() : 0;
        if (changes.isEmpty() || times == MAX_REQUESTS) {
            return;
        }
        lookups.add(
                id,
                readings.again(id)
                        .thenApply(again -> () -> again.filter(found -> wasRead.test(found.json()))
                                .ifPresent(found -> {
                                    known.put(id, new Difference(changes, times + 1));
                                    confirm(id, changes, found);
                                })));
    }

    /** One response ends no row: what the entity lacks, the list must lack as well. */
    private void confirm(String id, Map<String, Long> listedChanges, Entity entity) {
        Map<String, Long> changes = comparison.changes(id, entity.json());
        boolean isConfirmed = changes.entrySet().stream()
                .allMatch(change ->
                        change.getValue() != ListedComparison.GONE || listedChanges.containsKey(change.getKey()));
        if (isConfirmed) {
            found.add(new FoundEntity(entity, comparison.differsItself(id, entity.json(), changes)));
        }
    }
}
