package io.kafkaconnect.intercom.feed.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.MissedContactListener;
import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.list.PendingChanges.Change;
import io.kafkaconnect.intercom.fingerprint.RowFingerprints;
import io.kafkaconnect.intercom.fingerprint.RowNameCodec;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What contacts have (tags, companies, profiles) and whether they still are, remembered contact by contact: sends the rows that differ from
 * what was sent before, and tombstones for those that are gone. A contact comes from the reading of all of them, since Intercom moves
 * no time of update for some of it, or sooner from the stream of the changed ones. What is older than what was told of a contact last is left out.
 *
 * <p>Nothing is deleted on one answer. A contact that a complete reading did not meet is asked for by its id, and once more some time later. What a
 * contact has no more is looked for in the contact itself, asked for by its id. A contact of which an answer does not come keeps back no other: in
 * this pass nothing is told of it.
 */
public final class RelationsFeed implements Feed, ChangedContacts {
    private static final Logger log = LoggerFactory.getLogger(RelationsFeed.class);

    private static final int MOST_GATHERED = 20_000;
    private static final int MOST_UNDER_WAY = 200;
    private static final int MOST_HANDED_OVER = 1_000;
    private static final int MOST_WAITING = 3_000;
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_FRESH = 100_000;

    /** More contacts, and a tenth of all, are not met by mistake one by one: a second reading is less than a request for each. */
    private static final int MASS = 100;

    /** Names that a contact was met, beside the names of its rows: the second part of both is its id. */
    private static final String CONTACT = "contact/";

    /** In place of the update time of a contact as it was sent: met, but never sent. Earlier versions wrote 0, which says nothing. */
    private static final long NEVER_SENT = 1;

    private static final String TAGS = "tags";

    /** Set apart by this, the digest of a row that lacks who put the tag on differs from that of the row that tells. */
    private static final long UNTAGGED = 0x5deece66dL;

    private static final ReadStep.Idle GO_ON = new ReadStep.Idle(Instant.MIN, true);
    private static final ReadStep.Idle NOTHING = new ReadStep.Idle(Instant.MAX, false);

    private final String stream;
    private final ContactLookup contacts;
    private final RowFingerprints memory;
    private final RowMapper rows;
    private final List<RowReader> ending;
    private final RelationsOptions settled;
    private final DeletedIds deleted;
    private final MissedContactListener missed;
    /** Contacts that were found gone since the task began: should they come back, they must be sent again. */
    private final Set<String> ended = RecentIds.of(MOST_FRESH);

    private final Clock clock;
    private final StreamMetrics metrics;
    private final PendingChanges outbox;
    private final PendingLookups underWay;

    /** Contacts that came from the stream of the changed ones: what the pass read may be older. */
    private final Map<String, ChangedContact> handedOver = RecentIds.mapOf(MOST_FRESH);

    /** What was told last of a contact. */
    private final Map<String, ContactVersion> told = RecentIds.mapOf(MOST_FRESH);

    private final Queue<ContactCheck> unmet = new ArrayDeque<>();

    /** Contacts that were not there, to be asked for once more. */
    private final Queue<ContactCheck> notThere = new ArrayDeque<>();

    /** Those that a first reading did not meet and a second is to look for; null where there is no second one. */
    private Set<String> suspects;

    private boolean readsAgain;
    private int remembered;
    private int unanswered;
    private long taken;
    private boolean mayBegin;

    /** Whether all that has changed is handed over. */
    private boolean isToldAll;

    /** When what is gathered is to be sent, though answers are late; null where it may wait. */
    private Instant flushBy;

    /** Intercom's clock, as an answer last told it, and the worker's at that time. */
    private Instant latestAsOf = Instant.EPOCH;

    private Instant latestSeen = Instant.EPOCH;

    /** Of when something is, and which of two of the same time came later. */
    private record ContactVersion(Instant asOf, long number) {
        boolean isBefore(ContactVersion other) {
            return asOf.equals(other.asOf) ? number < other.number : asOf.isBefore(other.asOf);
        }
    }

    /**
     * A question whether a contact is there.
     *
     * @param number of the first question: what came later than that is newer
     * @param due not before then
     */
    private record ContactCheck(String id, long number, boolean isFirst, Instant due) {
        ContactCheck again(Instant at) {
            return new ContactCheck(id, number, false, at);
        }
    }

    /** A contact that was sent, and of when it is. */
    private record ChangedContact(ContactVersion version, long updatedAt) {}

    /** A contact as it was read. */
    private record TakenContact(ObjectNode contact, ContactVersion version, boolean wasSent) {
        String id() {
            return RelationsFeed.id(contact);
        }
    }

    /** What differs of a contact, and the rows that tell so. */
    private record Difference(Collection<Change> changes, List<RowMapper.Read> reads) {
        boolean isNone() {
            return changes.isEmpty()
                    && reads.stream().allMatch(read -> read.malformed().isEmpty());
        }

        boolean hasEnds() {
            return changes.stream().anyMatch(Change::isGone);
        }

        Difference withoutEnds() {
            return new Difference(
                    changes.stream().filter(change -> !change.isGone()).toList(), reads);
        }

        /** What both tell, as the later one tells it; the rows of one contact are counted once. */
        Difference and(Difference later) {
            Map<String, Boolean> told = new HashMap<>();
            changes.forEach(change -> told.put(change.name(), change.isGone()));
            return new Difference(
                    later.changes.stream()
                            .filter(change -> Objects.equals(told.get(change.name()), change.isGone()))
                            .toList(),
                    reads);
        }
    }

    /**
     * What the configuration decides.
     *
     * @param since contacts not updated since, in epoch seconds, are left out
     * @param moreThanInlined whether rows have columns that only a call for the contact fills
     * @param handedOver whether the changed contacts are handed over; the first reading of all waits for them
     * @param settle after which time Intercom's lists show a change
     */
    public record RelationsOptions(long since, boolean moreThanInlined, boolean handedOver, Duration settle) {}

    /**
     * A feed.
     *
     * @param shards the positions of the memory's shards, in order
     * @param rows for the tables that the contacts feed
     * @param ending for the tables whose rows end with the contact
     * @param deleted learns which contacts are gone
     * @param missed hears which contacts the stream of the changed ones has not sent
     */
    public RelationsFeed(
            String stream,
            ContactLookup contacts,
            RowFingerprints memory,
            List<OffsetTracker> shards,
            RowMapper rows,
            List<RowReader> ending,
            RelationsOptions settled,
            DeletedIds deleted,
            MissedContactListener missed,
            Clock clock,
            StreamMetrics metrics) {
        this.stream = stream;
        this.contacts = contacts;
        this.memory = memory;
        this.rows = rows;
        this.ending = ending;
        this.settled = settled;
        this.deleted = deleted;
        this.missed = missed;
        this.clock = clock;
        this.metrics = metrics;
        this.outbox = new PendingChanges(memory, shards, metrics);
        this.underWay = new PendingLookups(clock);
        this.mayBegin = !settled.handedOver();
    }

    /** A memory that keeps what belongs to one contact together. */
    public static RowFingerprints memory(int shards) {
        return new RowFingerprints(shards, RowNameCodec.Owner.SECOND_PART);
    }

    /** The same, of rows of that form. */
    public static RowFingerprints memory(int shards, OutputFormat form, Set<String> growing) {
        return new RowFingerprints(shards, RowNameCodec.Owner.SECOND_PART, form, growing);
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
        return underWay.young() >= MOST_HANDED_OVER || underWay.size() >= MOST_WAITING;
    }

    @Override
    public void changed(ObjectNode contact, Instant asOf) {
        TakenContact sent = new TakenContact(contact, version(asOf), true);
        handedOver.put(sent.id(), new ChangedContact(sent.version(), ContactLookup.updatedAt(contact)));
        memory.meets(CONTACT + sent.id(), 0);
        take(sent);
    }

    private ContactVersion version(Instant asOf) {
        if (asOf.isAfter(latestAsOf)) {
            latestAsOf = asOf;
            latestSeen = clock.instant();
        }
        return new ContactVersion(asOf, taken++);
    }

    /** What was not handed over yet may be sent all the same: it is not missed. */
    @Override
    public void breaksOff() {
        mayBegin = true;
        isToldAll = false;
    }

    @Override
    public void caughtUp() {
        mayBegin = true;
        isToldAll = true;
        if (outbox.size() > 0 || !underWay.isEmpty()) {
            flush();
        }
    }

    /** What is gathered is to be sent as soon as nothing is under way, or only what is late. */
    private void flush() {
        flushBy = flushBy == null ? clock.instant().plus(PendingLookups.LATE) : flushBy;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        int looked = 0;
        while (!batch.isFull()) {
            if (!outbox.isEmpty()) {
                outbox.send(batch);
                continue;
            }
            Runnable came = outbox.size() >= MOST_GATHERED ? null : underWay.poll();
            if (came != null) {
                came.run();
            } else if (isReady()) {
                makeReady();
            } else if (underWay.young() >= MOST_UNDER_WAY || underWay.size() >= MOST_WAITING) {
                return waiting(NOTHING);
            } else if (!unmet.isEmpty()) {
                verify(unmet.remove());
            } else if (!notThere.isEmpty() && !notThere.element().due().isAfter(clock.instant())) {
                verify(notThere.remove());
            } else if (looked == MOST_AT_ONCE) {
                return GO_ON;
            } else if (!mayBegin) {
                return waiting(NOTHING);
            } else {
                ReadStep step = contacts.all().next();
                if (step instanceof ReadStep.Idle waiting) {
                    return waiting(waiting);
                }
                looked++;
                accept(step);
            }
        }
        return null;
    }

    private boolean isReady() {
        return outbox.size() >= MOST_GATHERED
                || (flushBy != null && (isQuiet() || !clock.instant().isBefore(flushBy)));
    }

    private boolean isQuiet() {
        return underWay.isEmpty() && unmet.isEmpty() && notThere.isEmpty();
    }

    private void makeReady() {
        outbox.makeReady();
        if (flushBy != null) {
            flushBy = isQuiet() ? null : clock.instant().plus(PendingLookups.LATE);
        }
        if (isQuiet() && unanswered > 0) {
            log.warn(
                    "Stream {} keeps {} contacts that its list did not contain, because Intercom does not confirm that they"
                            + " are deleted. The connector checks them again at the next interval",
                    stream,
                    unanswered);
            unanswered = 0;
        }
    }

    private ReadStep.Idle waiting(ReadStep.Idle otherwise) {
        Instant until = flushBy != null && flushBy.isBefore(otherwise.until()) ? flushBy : otherwise.until();
        if (!notThere.isEmpty() && notThere.element().due().isBefore(until)) {
            until = notThere.element().due();
        }
        return new ReadStep.Idle(until, otherwise.asking() || !underWay.isEmpty());
    }

    private void accept(ReadStep step) {
        if (step instanceof ReadStep.Item next) {
            met(next.entity());
        } else if (step instanceof ReadStep.PassStarted) {
            metrics.passBegins(0);
            memory.passBegins();
            contacts.passBegins();
            if (!readsAgain) {
                suspects = null;
                remembered = memory.owners();
            }
            readsAgain = false;
        } else {
            passEnds(unmet());
            flush();
        }
    }

    private void met(Entity entity) {
        TakenContact met = new TakenContact(entity.json(), version(entity.asOf()), false);
        String id = met.id();
        memory.meets(CONTACT + id, 0);
        ChangedContact fresh = handedOver.get(id);
        boolean isOlder = fresh != null && !fresh.version().asOf().isBefore(entity.asOf());
        boolean waits = underWay.isLate(id) && needsCall(met.contact());
        if (isOlder || waits || ContactLookup.updatedAt(met.contact()) < settled.since()) {
            return;
        }
        if (ended.contains(id)) {
            takeIfBack(id);
        } else {
            take(met);
        }
    }

    /** A list that lags shows what is gone: a contact that was found gone is back where its own answer says so. */
    private void takeIfBack(String id) {
        underWay.add(
                id,
                contacts.again(id)
                        .thenApply(found -> () -> found.ifPresent(
                                back -> take(new TakenContact(back.contact(), version(back.asOf()), false)))));
    }

    private boolean needsCall(ObjectNode contact) {
        return settled.moreThanInlined() || !rows.readers().stream().allMatch(reader -> holdsAll(reader, contact));
    }

    private void passEnds(Set<String> ids) {
        if (suspects == null && ids.size() > MASS && ids.size() * 10L > remembered) {
            suspects = ids;
            readsAgain = true;
            contacts.all().again();
            return;
        }
        if (suspects != null) {
            ids.retainAll(suspects);
            suspects = null;
        }
        ids.forEach(id -> unmet.add(new ContactCheck(id, taken++, true, Instant.MIN)));
        metrics.add(StreamCounter.PASSES, 1);
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

    private void take(TakenContact read) {
        metrics.add(StreamCounter.ENTITIES, 1);
        if (settled.moreThanInlined()) {
            underWay.add(read.id(), CompletableFuture.completedFuture(() -> completeIfChanged(read)));
        } else {
            complete(read);
        }
    }

    /** A call for each contact that has tags is worth it only where something has changed. */
    private void completeIfChanged(TakenContact read) {
        boolean whole = rows.readers().stream().allMatch(reader -> holdsAll(reader, read.contact()));
        Difference difference = whole ? difference(read.contact(), true) : null;
        if (difference != null && difference.isNone()) {
            gather(read, difference);
        } else {
            complete(read);
        }
    }

    private void complete(TakenContact read) {
        underWay.add(
                read.id(), complete(read.contact()).thenApply(difference -> () -> completed(read, difference.get())));
    }

    /** What differs of a contact that is complete, or that cannot be completed. */
    private CompletableFuture<Supplier<Difference>> complete(ObjectNode contact) {
        JsonNode inlined = contact.get(TAGS);
        return contacts.complete(contact).handle((done, thrown) -> () -> {
            if (thrown != null) {
                bearable(thrown);
                rows.readers().stream()
                        .filter(reader -> !isUsable(reader, contact))
                        .forEach(reader -> contact.remove(reader.table().listField()));
            }
            return difference(contact, !settled.moreThanInlined() || !Objects.equals(contact.get(TAGS), inlined));
        });
    }

    /** Thrown on where it is not about this contact alone. */
    private static void bearable(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (!(cause instanceof IntercomException stuck)) {
            throw new CompletionException(cause);
        }
        if (stuck.reply() instanceof Reply.Forbidden) {
            throw stuck;
        }
    }

    private void completed(TakenContact read, Difference difference) {
        if (!difference.hasEnds() || isOvertaken(read)) {
            gather(read, difference);
            return;
        }
        underWay.add(read.id(), contacts.again(read.id()).thenApply(found -> () -> {
            if (found.isEmpty()) {
                gather(read, difference.withoutEnds());
            } else {
                confirm(read, difference, found.get());
            }
        }));
    }

    /** What the contact has no more by what was read, it must not have by its own answer either. */
    private void confirm(TakenContact read, Difference difference, ContactLookup.FoundContact found) {
        underWay.add(read.id(), complete(found.contact()).thenApply(now -> () -> {
            if (isOvertaken(read)) {
                gather(read, difference.withoutEnds());
            } else {
                gather(
                        new TakenContact(read.contact(), version(found.asOf()), read.wasSent()),
                        difference.and(now.get()));
            }
        }));
    }

    /** Whether a list of a contact that could not be completed is as good as one that was asked for. */
    private boolean isUsable(RowReader reader, ObjectNode contact) {
        boolean wantsMore =
                settled.moreThanInlined() && reader.table().listField().equals(TAGS);
        return holdsAll(reader, contact) && !wantsMore;
    }

    private void gather(TakenContact read, Difference difference) {
        String id = read.id();
        boolean overtaken = isOvertaken(read);
        long updatedAt = ContactLookup.updatedAt(read.contact());
        Long known = memory.sentWith(CONTACT + id).get(CONTACT + id);
        if (read.wasSent() && overtaken && known == null) {
            return;
        }
        if (read.wasSent()) {
            ended.remove(id);
            memory.sent(CONTACT + id, Math.max(updatedAt, known == null || known == NEVER_SENT ? 0 : known));
        } else if (!overtaken) {
            memory.sent(CONTACT + id, known != null ? known : settled.handedOver() ? NEVER_SENT : 0);
            if (!settled.handedOver()) {
                ended.remove(id);
            }
            tellIfMissed(read, known, updatedAt);
        }
        if (!overtaken) {
            told.put(id, read.version());
            difference.reads().forEach(rows::count);
            outbox.gather(id, difference.changes());
        }
    }

    /** Whether something newer was told of the contact. */
    private boolean isOvertaken(TakenContact read) {
        ContactVersion last = told.get(read.id());
        return last != null && read.version().isBefore(last);
    }

    private void tellIfMissed(TakenContact read, Long known, long updatedAt) {
        ChangedContact came = handedOver.get(read.id());
        boolean isOnItsWay = came != null && came.updatedAt() >= updatedAt;
        boolean unsent = !isOnItsWay && (known == null || (known != 0 && known < updatedAt));
        Instant asOf = read.version().asOf();
        if (isToldAll && unsent && Instant.ofEpochSecond(updatedAt).isBefore(asOf.minus(settled.settle()))) {
            if (!missed.met(read.id(), updatedAt, asOf, ended.contains(read.id()))) {
                memory.sent(CONTACT + read.id(), updatedAt);
            }
        }
    }

    /**
     * What differs from what was sent.
     *
     * @param tagged whether it is known who put the tags on, where that is wanted
     */
    private Difference difference(ObjectNode contact, boolean tagged) {
        Map<String, Change> changes = new LinkedHashMap<>();
        List<RowMapper.Read> reads = new ArrayList<>();
        Map<String, Long> sent = memory.sentWith(CONTACT + id(contact));
        for (RowReader reader : rows.readers()) {
            if (!reader.isToldBy(contact)) {
                continue;
            }
            RowMapper.Read read = rows.read(reader, contact);
            reads.add(read);
            Map<String, Change> now = new LinkedHashMap<>();
            for (Row row : read.rows()) {
                String name = RowMapper.name(row);
                long lacking = tagged || !reader.table().listField().equals(TAGS) ? 0 : UNTAGGED;
                now.put(name, new Change(name, row, row.documentedDigest() ^ lacking));
            }
            // A malformed row may be one of those that are lacking.
            if (holdsAll(reader, contact) && read.malformed().isEmpty()) {
                namesOf(reader, id(contact), sent)
                        .filter(name -> !now.containsKey(name))
                        .forEach(name -> changes.put(name, Change.gone(name, rows.tombstone(name))));
            }
            now.values().stream()
                    .filter(change -> !Objects.equals(sent.get(change.name()), change.digest()))
                    .forEach(change -> changes.put(change.name(), change));
        }
        return new Difference(changes.values(), reads);
    }

    private static boolean holdsAll(RowReader reader, ObjectNode contact) {
        return ContactLookup.holdsAll(contact, reader.table().listField());
    }

    private void verify(ContactCheck look) {
        underWay.add(look.id(), contacts.presence(look.id()).thenApply(presence -> () -> verified(look, presence)));
    }

    private void verified(ContactCheck look, Existence presence) {
        String id = look.id();
        if (presence == Existence.UNKNOWN) {
            unanswered++;
        } else if (presence == Existence.GONE && look.isFirst()) {
            notThere.add(look.again(clock.instant().plus(UnseenRows.APART)));
        } else if (presence == Existence.GONE && !cameSince(id, look.number())) {
            Instant asOf = latestAsOf.plus(Duration.between(latestSeen, clock.instant()));
            told.put(id, new ContactVersion(asOf, taken++));
            deleted.add(id, asOf);
            ended.add(id);
            outbox.gather(id, end(id));
            flush();
        }
    }

    /** It may have come from the stream of the changed ones meanwhile. */
    private boolean cameSince(String id, long asked) {
        ChangedContact came = handedOver.get(id);
        return came != null && came.version().number() > asked;
    }

    private Collection<Change> end(String id) {
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, Long> sent = memory.sentWith(CONTACT + id);
        for (RowReader reader : rows.readers()) {
            namesOf(reader, id, sent).forEach(name -> changes.put(name, Change.gone(name, rows.tombstone(name))));
        }
        for (RowReader reader : isRemembered(id) ? ending : List.<RowReader>of()) {
            Row tombstone = reader.tombstone(List.of(id));
            changes.put(RowMapper.name(tombstone), Change.gone(RowMapper.name(tombstone), tombstone));
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
}
