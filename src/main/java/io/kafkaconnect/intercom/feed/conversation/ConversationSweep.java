package io.kafkaconnect.intercom.feed.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.feed.change.RowComparison;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.feed.incremental.EntityRows;
import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.ConversationLookup;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Finds silent changes of conversations: a tag that was taken off or deleted, a contact that was merged or has another role, a link to a ticket.
 * Reads the list of all conversations, and compares the rows that the list shows with those that were sent. A conversation that differs is
 * requested by its id and sent.
 *
 * <p>A conversation that is not remembered is left to the stream. A sweep that Intercom refuses ends; the next one begins an interval later.
 */
public final class ConversationSweep implements Feed {
    private static final int MAX_LOOKUPS = 200;
    private static final int MAX_STEPS = 500;
    private static final int MAX_REMEMBERED = 100_000;

    /** The list and the conversation itself may differ for good. */
    private static final int MAX_REQUESTS = 3;

    /** In place of a fingerprint. */
    private static final long GONE = -1;

    private static final ReadStep.Idle CONTINUE = new ReadStep.Idle(Instant.MIN, true);
    private static final ReadStep.Idle NOTHING = new ReadStep.Idle(Instant.MAX, false);
    private static final ReadStep.Idle WAITING = new ReadStep.Idle(Instant.MAX, true);

    /** The tables whose rows a list shows as the conversation itself does. */
    public static final Set<String> TABLES = Set.of(
            "conversations_tags",
            "conversations_customers",
            "conversations_teammates",
            "conversations_linked_objects",
            "conversations_content_sources");

    private final String stream;
    private final ConversationLookup conversations;
    private final EntityMemory memory;
    private final RowMapper listed;
    private final EntityRows rows;
    private final EntityRows rowsBelow;
    private final Predicate<ObjectNode> wasRead;
    private final DeletedIds deleted;
    private final Duration interval;
    private final Clock clock;
    private final PendingLookups lookups;
    private final Queue<FoundConversation> found = new ArrayDeque<>();

    /** What the list showed of conversations that were requested. */
    private final Map<String, Difference> known = RecentIds.mapOf(MAX_REMEMBERED);

    private Instant begins;

    /**
     * A conversation to send.
     *
     * @param differsItself whether its own row differs: that shows the first of its customers
     */
    private record FoundConversation(Entity entity, boolean differsItself) {}

    /**
     * A difference between a list and what was sent.
     *
     * @param changes the fingerprint of each row that differs, or {@link #GONE}, by its name
     * @param times how often the conversation was requested because of it
     */
    private record Difference(Map<String, Long> changes, int times) {}

    /**
     * A sweep that begins after an interval: until then, the stream itself reads everything.
     *
     * @param listed for those selected tables of {@link #TABLES}
     * @param rows sends a conversation whose own row differs as well
     * @param rowsBelow sends the rows below a conversation
     * @param wasRead whether the stream has sent this version of a conversation; it still sends a later version by itself
     * @param deleted the conversations that the stream of deletions has found
     */
    public ConversationSweep(
            String stream,
            ConversationLookup conversations,
            EntityMemory memory,
            RowMapper listed,
            EntityRows rows,
            EntityRows rowsBelow,
            Predicate<ObjectNode> wasRead,
            DeletedIds deleted,
            Duration interval,
            Clock clock) {
        this.stream = stream;
        this.conversations = conversations;
        this.memory = memory;
        this.listed = listed;
        this.rows = rows;
        this.rowsBelow = rowsBelow;
        this.wasRead = wasRead;
        this.deleted = deleted;
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
                ReadStep step = conversations.all().next();
                if (step instanceof ReadStep.Idle waiting) {
                    return new ReadStep.Idle(waiting.until(), waiting.asking() || !lookups.isEmpty());
                } else if (step instanceof ReadStep.PassStarted) {
                    conversations.passBegins();
                } else if (step instanceof ReadStep.Item item) {
                    look(item.entity().json());
                }
            }
        }
        return null;
    }

    private void send(FoundConversation next, Batch batch) {
        Entity conversation = next.entity();
        if (!deleted.hides(conversation.json().path("id").asText(), conversation.asOf())) {
            (next.differsItself() ? rows : rowsBelow).send(conversation, batch);
        }
    }

    private void look(ObjectNode conversation) {
        Optional<String> id = EntityId.of(conversation.path("id"))
                .filter(known -> !memory.rows().rowsOf(known).isEmpty());
        if (id.isPresent() && !lookups.isLate(id.get()) && wasRead.test(conversation)) {
            lookups.add(
                    id.get(), conversations.addRoles(conversation).thenApply(done -> () -> compare(id.get(), done)));
        }
    }

    private void compare(String id, ObjectNode conversation) {
        Map<String, Long> changes = fingerprints(changes(id, conversation));
        Difference before = known.get(id);
        int times = before != null && before.changes().equals(changes) ? before.times() : 0;
        if (changes.isEmpty() || times == MAX_REQUESTS) {
            return;
        }
        lookups.add(
                id,
                conversations
                        .again(id)
                        .thenApply(again -> () -> again.filter(entity -> wasRead.test(entity.json()))
                                .ifPresent(entity -> {
                                    known.put(id, new Difference(changes, times + 1));
                                    confirm(id, changes, entity);
                                })));
    }

    /** One response ends no row: what the conversation lacks, the list must lack as well. */
    private void confirm(String id, Map<String, Long> listedChanges, Entity entity) {
        Map<String, Long> changes = fingerprints(changes(id, entity.json()));
        boolean isConfirmed = changes.entrySet().stream()
                .allMatch(change -> change.getValue() != GONE || listedChanges.containsKey(change.getKey()));
        if (isConfirmed) {
            String first = entity.json().at("/contacts/contacts/0/id").asText();
            found.add(new FoundConversation(
                    entity, changes.containsKey("conversations_customers/" + id + '/' + first)));
        }
    }

    private static Map<String, Long> fingerprints(Collection<RowChange> changes) {
        Map<String, Long> fingerprints = new HashMap<>();
        changes.forEach(change -> fingerprints.put(change.name(), change.isGone() ? GONE : change.fingerprint()));
        return fingerprints;
    }

    private Collection<RowChange> changes(String id, ObjectNode conversation) {
        SortedMap<String, Long> sent = memory.rows().rowsOf(id);
        RowComparison comparison = new RowComparison(id, sent, listed::tombstone);
        for (RowReader reader : listed.readers()) {
            if (reader.isToldBy(conversation)) {
                RowMapper.Read read = listed.read(reader, conversation);
                boolean isComplete = read.malformed().isEmpty() && reader.isWhole(conversation);
                comparison.compare(
                        reader.table().name(),
                        read.rows().stream()
                                .map(row -> new RowChange(id, RowMapper.name(row), row, row.digest()))
                                .toList(),
                        isComplete);
            }
        }
        return comparison.changes();
    }
}
