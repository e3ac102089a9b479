package io.kafkaconnect.intercom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.Outbox.Change;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.stream.Contacts;
import io.kafkaconnect.intercom.stream.Form;
import io.kafkaconnect.intercom.stream.Step;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * What contacts have (tags, companies, profiles) and whether they still are, remembered contact by contact: sends the rows that differ from
 * what was sent before, and tombstones for those that are gone. A contact comes from the reading of all of them, since Intercom moves
 * no time of update for some of it, or sooner from the stream of the changed ones.
 *
 * <p>A contact that a complete reading did not meet is asked for by its id before anything of it is deleted.
 */
final class RelationsFeed implements Feed, Handover {
    private static final int MOST_GATHERED = 20_000;
    private static final int MOST_UNDER_WAY = 200;
    private static final int MOST_HANDED_OVER = 1_000;
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_FRESH = 100_000;

    /** Names that a contact was met, beside the names of its rows: the second part of both is its id. */
    private static final String CONTACT = "contact/";

    private static final Step.Waiting GO_ON = new Step.Waiting(Instant.MIN, true);
    private static final Step.Waiting REPLY = new Step.Waiting(Instant.MAX, true);
    private static final Step.Waiting NOTHING = new Step.Waiting(Instant.MAX, false);

    private final String stream;
    private final Contacts contacts;
    private final RowMemory memory;
    private final Rows rows;
    private final List<RowReader> ending;
    private final Settled settled;
    private final StreamMetrics metrics;
    private final Outbox outbox;

    /** What is to be done once a reply is there, in the order in which it was asked for. */
    private final Queue<CompletableFuture<Runnable>> underWay = new ArrayDeque<>();

    /** Contacts that came from the stream of the changed ones during this pass: what the pass read may be older. */
    private final Set<String> fresh = RecentSet.of(MOST_FRESH);

    private final Queue<String> unmet = new ArrayDeque<>();
    private boolean passEnds;
    private boolean mayBegin;

    /**
     * What the configuration decides.
     *
     * @param since contacts not updated since, in epoch seconds, are left out
     * @param moreThanInlined whether rows have columns that only a call for the contact fills
     * @param handedOver whether the changed contacts are handed over; the first reading of all waits for them
     */
    record Settled(long since, boolean moreThanInlined, boolean handedOver) {}

    /**
     * A feed.
     *
     * @param shards the positions of the memory's shards, in order
     * @param rows for the tables that the contacts feed
     * @param ending for the tables whose rows end with the contact
     */
    RelationsFeed(
            String stream,
            Contacts contacts,
            RowMemory memory,
            List<Position> shards,
            Rows rows,
            List<RowReader> ending,
            Settled settled,
            StreamMetrics metrics) {
        this.stream = stream;
        this.contacts = contacts;
        this.memory = memory;
        this.rows = rows;
        this.ending = ending;
        this.settled = settled;
        this.metrics = metrics;
        this.outbox = new Outbox(memory, shards, metrics);
        this.mayBegin = !settled.handedOver();
    }

    /** A memory that keeps what belongs to one contact together. */
    static RowMemory memory(int shards) {
        return new RowMemory(shards, PackedNames.Owner.SECOND_PART);
    }

    /** The same, of rows of that form. */
    static RowMemory memory(int shards, Form form, Set<String> growing) {
        return new RowMemory(shards, PackedNames.Owner.SECOND_PART, form, growing);
    }

    private static String contactOf(String name) {
        int begin = name.indexOf('/') + 1;
        int end = name.indexOf('/', begin);
        return end < 0 ? name.substring(begin) : name.substring(begin, end);
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public boolean isFull() {
        return underWay.size() >= MOST_HANDED_OVER;
    }

    @Override
    public void changed(ObjectNode contact) {
        fresh.add(id(contact));
        take(contact);
    }

    @Override
    public void caughtUp() {
        mayBegin = true;
        if (outbox.size() > 0 || !underWay.isEmpty()) {
            underWay.add(CompletableFuture.completedFuture(outbox::makeReady));
        }
    }

    @Override
    public Step.Waiting fill(Batch batch) {
        int looked = 0;
        while (!batch.isFull()) {
            if (!outbox.isEmpty()) {
                outbox.send(batch);
            } else if (outbox.size() >= MOST_GATHERED) {
                outbox.makeReady();
            } else if (!underWay.isEmpty() && underWay.element().isDone()) {
                joined(underWay.remove()).run();
            } else if (underWay.size() >= MOST_UNDER_WAY) {
                return REPLY;
            } else if (!unmet.isEmpty()) {
                verify(unmet.remove());
            } else if (passEnds) {
                passEnds = false;
                underWay.add(CompletableFuture.completedFuture(outbox::makeReady));
            } else if (looked == MOST_AT_ONCE) {
                return GO_ON;
            } else if (!mayBegin) {
                return underWay.isEmpty() ? NOTHING : REPLY;
            } else {
                Step step = contacts.all().next();
                if (step instanceof Step.Waiting waiting) {
                    return underWay.isEmpty() ? waiting : new Step.Waiting(waiting.until(), true);
                }
                looked++;
                accept(step);
            }
        }
        return null;
    }

    private void accept(Step step) {
        if (step instanceof Step.Next next) {
            ObjectNode contact = next.entity().json();
            memory.meets(CONTACT + id(contact), 0);
            if (!fresh.contains(id(contact)) && Contacts.updatedAt(contact) >= settled.since()) {
                take(contact);
            }
        } else if (step instanceof Step.PassBegun) {
            metrics.passBegins(0);
            memory.passBegins();
            fresh.clear();
        } else {
            metrics.add(Count.PASSES, 1);
            // Behind those still under way, which are met only when they are complete.
            underWay.add(CompletableFuture.completedFuture(() -> {
                unmet.addAll(unmet());
                passEnds = true;
            }));
        }
    }

    /** The contacts that the pass did not meet; and those known to be gone of which rows are left, since their table was not wanted then. */
    private Set<String> unmet() {
        Set<String> ids = new LinkedHashSet<>();
        memory.gone(CONTACT, name -> true).forEach(name -> ids.add(contactOf(name)));
        for (RowReader reader : rows.readers()) {
            memory.gone(reader.table().name() + '/', name -> !isRemembered(contactOf(name)))
                    .forEach(name -> ids.add(contactOf(name)));
        }
        return ids;
    }

    private boolean isRemembered(String id) {
        return memory.sentWith(CONTACT + id).containsKey(CONTACT + id);
    }

    private void take(ObjectNode contact) {
        metrics.add(Count.ENTITIES, 1);
        if (settled.moreThanInlined()) {
            underWay.add(CompletableFuture.completedFuture(() -> completeIfChanged(contact)));
        } else {
            complete(contact);
        }
    }

    /** A call for each contact that has tags is worth it only where something has changed. */
    private void completeIfChanged(ObjectNode contact) {
        boolean whole = rows.readers().stream().allMatch(reader -> holdsAll(reader, contact));
        if (whole && changes(contact).isEmpty()) {
            gather(contact);
        } else {
            complete(contact);
        }
    }

    private void complete(ObjectNode contact) {
        underWay.add(contacts.complete(contact).thenApply(complete -> () -> gather(complete)));
    }

    private void gather(ObjectNode contact) {
        String id = id(contact);
        memory.sent(CONTACT + id, 0);
        outbox.gather(id, changes(contact));
    }

    /** What differs from what was sent. */
    private Collection<Change> changes(ObjectNode contact) {
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, Long> sent = memory.sentWith(CONTACT + id(contact));
        for (RowReader reader : rows.readers()) {
            if (!reader.isToldBy(contact)) {
                continue;
            }
            Map<String, Change> now = new LinkedHashMap<>();
            rows.of(reader, contact, row -> {
                String name = Rows.name(row);
                now.put(name, new Change(name, row, row.documentedDigest()));
            });
            namesOf(reader, id(contact), sent)
                    .filter(name -> holdsAll(reader, contact) && !now.containsKey(name))
                    .forEach(name -> changes.put(name, Change.gone(name, rows.tombstone(name))));
            now.values().stream()
                    .filter(change -> !Objects.equals(sent.get(change.name()), change.digest()))
                    .forEach(change -> changes.put(change.name(), change));
        }
        return changes.values();
    }

    private static boolean holdsAll(RowReader reader, ObjectNode contact) {
        return Contacts.holdsAll(contact, reader.table().listField());
    }

    private void verify(String id) {
        underWay.add(contacts.isGone(id).thenApply(gone -> () -> {
            // It may have come from the stream of the changed ones meanwhile.
            if (gone && !fresh.contains(id)) {
                outbox.gather(id, end(id));
            }
        }));
    }

    private Collection<Change> end(String id) {
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, Long> sent = memory.sentWith(CONTACT + id);
        for (RowReader reader : rows.readers()) {
            namesOf(reader, id, sent).forEach(name -> changes.put(name, Change.gone(name, rows.tombstone(name))));
        }
        for (RowReader reader : isRemembered(id) ? ending : List.<RowReader>of()) {
            Row tombstone = reader.tombstone(List.of(id));
            changes.put(Rows.name(tombstone), Change.gone(Rows.name(tombstone), tombstone));
        }
        changes.put(CONTACT + id, Change.gone(CONTACT + id, null));
        return changes.values();
    }

    /** The names of a contact's rows of one table. */
    private static Stream<String> namesOf(RowReader reader, String id, Map<String, Long> sent) {
        String prefix = reader.table().name() + '/' + id + '/';
        return sent.keySet().stream().filter(name -> name.startsWith(prefix));
    }

    private static String id(ObjectNode contact) {
        return contact.path("id").asText();
    }

    private static Runnable joined(CompletableFuture<Runnable> done) {
        try {
            return done.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IntercomException stuck) {
                throw stuck;
            }
            throw failed;
        }
    }
}
