package io.kafkaconnect.intercom.feed.contact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Reads the event summaries of all contacts again in slow rounds: an event moves no time that a list shows. A round goes through the memory
 * shard by shard. Example: with rounds of a day and 1,440 shards, the contacts of one shard are read each minute.
 *
 * <p>The clock decides with which shard a task begins. A task that restarts therefore continues the round.
 */
final class EventRounds {
    /** A few: the requests wait until no other request does. */
    private static final int MAX_PENDING = 20;

    /** In milliseconds. */
    private static final long MIN_SLOT = 100;

    private final ContactLookup contacts;
    private final SentRows memory;
    private final Duration interval;
    private final PendingLookups lookups;
    private final Clock clock;
    private final ContactVersions versions;
    private final Consumer<ContactReading> found;
    private final Queue<String> waiting = new ArrayDeque<>();
    /** The time for a shard, in milliseconds. */
    private long slotLength;
    /** The number of such times since 1970 when the last shard was due. */
    private long slot;
    /** The number of the last shard that was due. */
    private int shard;

    /**
     * Rounds that begin with the next shard.
     *
     * @param interval the duration of a round; negative if there are none
     * @param found takes each contact with its event summary and nothing else, as old as its request
     */
    EventRounds(
            ContactLookup contacts,
            SentRows memory,
            Duration interval,
            ContactVersions versions,
            Clock clock,
            Consumer<ContactReading> found) {
        this.contacts = contacts;
        this.memory = memory;
        this.interval = interval;
        this.lookups = new PendingLookups(clock);
        this.clock = clock;
        this.versions = versions;
        this.found = found;
    }

    /** When the next shard is due; {@link Instant#MAX} if there are no rounds, or responses must come first. */
    Instant nextDue() {
        if (interval.isNegative()) {
            return Instant.MAX;
        }
        long length = Math.max(MIN_SLOT, interval.toMillis() / shards());
        long present = Math.floorDiv(clock.instant().toEpochMilli(), length);
        if (slotLength == 0) {
            shard = Math.floorMod(present, shards());
        }
        // The slots begin at other times if the memory has another number of shards, or the clock was set back.
        slot = length == slotLength ? Math.min(slot, present) : present;
        slotLength = length;
        boolean waits = !waiting.isEmpty() || lookups.size() > 0;
        return waits ? Instant.MAX : Instant.ofEpochMilli((slot + 1) * slotLength);
    }

    /** What to do with the next response that has arrived; null if there is none. */
    Runnable poll() {
        return lookups.poll();
    }

    /** Starts the next request; returns whether there was one. */
    boolean lookUpNext() {
        if (!clock.instant().isBefore(nextDue())) {
            long present = Math.floorDiv(clock.instant().toEpochMilli(), slotLength);
            // Rounds that cannot keep up leave out no shard, and make up for no round.
            slot = Math.max(slot + 1, present - shards());
            shard = (shard + 1) % shards();
            memory.ownersIn(shard, (id, rows) -> {
                if (rows.containsKey(ContactDetails.mark(id))) {
                    waiting.add(id);
                }
            });
        }
        if (waiting.isEmpty() || lookups.size() >= MAX_PENDING) {
            return false;
        }
        String id = waiting.remove();
        ObjectNode contact = JsonNodeFactory.instance.objectNode().put("id", id);
        ContactReading reading = new ContactReading(contact, versions.now(), false, ContactReading.Details.EVENTS);
        lookups.add(id, contacts.events(contact).handle((isWhole, thrown) -> () -> {
            // The incremental stream reports what Intercom refuses.
            if (thrown == null && isWhole) {
                found.accept(reading);
            }
        }));
        return true;
    }

    private int shards() {
        return Math.max(1, memory.shards());
    }
}
