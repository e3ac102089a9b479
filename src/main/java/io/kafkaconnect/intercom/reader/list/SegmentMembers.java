package io.kafkaconnect.intercom.reader.list;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.enrich.ContactEnricher;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who is in which segment: one contact search per segment, 150 members at a time, instead of one call per contact (segments are not
 * inlined in contacts). Several segments are read side by side, each page after page; the page that comes first is the next part.
 *
 * <p>A segment that cannot be read does not stop the others. It is tried once more behind them, and if that fails too, its members are neither
 * known to be there nor to be gone. Where no segment can be read, the pass fails as the first of them.
 */
public final class SegmentMembers implements ListPass {
    private static final int SIDE_BY_SIDE = 8;
    private static final int MOST_TRIES = 2;

    private static final String SEGMENT = "segment/";
    private static final String CONTACT = "contact/";

    private final IntercomApi intercom;
    private final ExistenceCheck byId;
    private final AdaptivePageSize pageSize;
    private final Predicate<String> wanted;
    private final Set<String> readBefore;
    private final PlainLists list;
    private boolean listed;
    private final Queue<SegmentInProgress> unread = new ArrayDeque<>();
    private final Queue<SegmentInProgress> failed = new ArrayDeque<>();
    /** At most eight; looked through while another thread may change it. */
    private final List<SegmentInProgress> reading = new CopyOnWriteArrayList<>();

    private final Map<String, SegmentInProgress> segments = new HashMap<>();
    private volatile boolean anyRead;

    public SegmentMembers(IntercomApi intercom, AdaptivePageSize pageSize) {
        this(intercom, pageSize, segment -> true, Set.of());
    }

    /**
     * Of the wanted segments only.
     *
     * @param whole segments that were read to their end
     */
    private SegmentMembers(
            IntercomApi intercom, AdaptivePageSize pageSize, Predicate<String> wanted, Set<String> whole) {
        this.intercom = intercom;
        this.byId = new ExistenceCheck(intercom);
        this.readBefore = whole;
        this.pageSize = pageSize;
        this.wanted = wanted;
        this.list = new PlainLists(
                intercom, List.of(new PlainLists.ListSource(Request.get("/segments"), "segments", "/segments/{}")));
    }

    /** What became of a page of a segment: its members, or why there are none. */
    private record MembersPage(SegmentInProgress segment, Page members, RuntimeException failure) {}

    /** A segment. At most one page of it is under way or waits. */
    private final class SegmentInProgress {
        private final String id;
        private ContactSearch contacts;
        private volatile CompletableFuture<MembersPage> page;
        private int tries;
        private boolean whole;
        private boolean vanished;

        SegmentInProgress(String id) {
            this.id = id;
        }

        SegmentInProgress begun() {
            contacts = new ContactSearch(intercom, "segment_id", id, pageSize);
            tries++;
            return this;
        }

        /** The page under way, or the next one. */
        CompletableFuture<MembersPage> page() {
            if (page == null) {
                // What is not needed of the contacts does not wait with them.
                page = contacts.next()
                        .handle((found, thrown) -> thrown == null
                                ? new MembersPage(this, members(found), null)
                                : new MembersPage(this, null, bearable(thrown)));
            }
            return page;
        }

        void taken() {
            page = null;
        }

        void giveUp() {
            CompletableFuture<MembersPage> late = page;
            if (late != null) {
                ContactSearch lateContacts = contacts;
                late.complete(new MembersPage(this, null, new RestartException("a page of a segment did not come")));
                lateContacts.giveUp();
            }
        }

        private Page members(Page found) {
            List<ObjectNode> members = new ArrayList<>();
            for (ObjectNode contact : found.entities()) {
                String role = contact.path("role").asText();
                if (role.equals("user") || role.equals("lead")) {
                    members.add(membership(contact, role));
                }
            }
            return new Page(members, found.flaws(), found.asOf(), found.last());
        }

        private ObjectNode membership(ObjectNode contact, String role) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("contact_id", contact.path("id").asText())
                    .put("segment_id", id)
                    .put("role", role);
        }
    }

    /** What is the segment's own trouble; the rest is thrown on. */
    private static RuntimeException bearable(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof RestartException broken) {
            return broken;
        }
        boolean isWithheld = cause instanceof IntercomException one && isWithheld(one);
        if (cause instanceof IntercomException stuck
                && (isWithheld || stuck.reply().failure().status() != 401)) {
            return stuck;
        }
        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }

    @Override
    public CompletableFuture<Page> next() {
        if (!listed) {
            return list.next().thenApply(this::segments);
        }
        while (reading.size() < SIDE_BY_SIDE && !unread.isEmpty()) {
            reading.add(unread.remove().begun());
        }
        return CompletableFuture.anyOf(
                        reading.stream().map(SegmentInProgress::page).toArray(CompletableFuture[]::new))
                .thenApply(first -> take((MembersPage) first));
    }

    @Override
    public void giveUpLate() {
        if (anyRead || !unread.isEmpty()) {
            reading.forEach(SegmentInProgress::giveUp);
        }
    }

    private Page segments(Page found) {
        for (ObjectNode one : found.entities()) {
            String id = one.path("id").asText();
            if (segments.containsKey(id)) {
                continue;
            }
            SegmentInProgress segment = new SegmentInProgress(id);
            segments.put(id, segment);
            if (wanted.test(id)) {
                unread.add(segment);
            } else {
                segment.whole = readBefore.contains(id);
            }
        }
        listed = found.last();
        return new Page(List.of(), found.flaws(), found.asOf(), listed && unread.isEmpty());
    }

    private Page take(MembersPage page) {
        SegmentInProgress segment = page.segment();
        segment.taken();
        if (page.failure() != null) {
            reading.remove(segment);
            failed.add(segment);
            segment.vanished = isGone(page.failure());
        } else if (page.members().last()) {
            reading.remove(segment);
            segment.whole =
                    page.members().flaws().stream().noneMatch(flaw -> flaw.kind() == EntryFlaw.FlawKind.WITHHELD);
            anyRead = true;
        }
        if (reading.isEmpty() && unread.isEmpty() && !failed.isEmpty()) {
            tryAgain(page);
        }
        boolean last = reading.isEmpty() && unread.isEmpty();
        return page.failure() == null
                ? new Page(
                        page.members().entities(),
                        page.members().flaws(),
                        page.members().asOf(),
                        last)
                : new Page(List.of(), List.of(), Instant.EPOCH, last);
    }

    /** Those that could not be read, now that the others were. */
    private void tryAgain(MembersPage latest) {
        if (!anyRead && latest.failure() != null && !latest.segment().vanished) {
            throw isWithheld(latest.failure())
                    ? new RestartException(
                            "no segment's members came: " + latest.failure().getMessage())
                    : latest.failure();
        }
        failed.stream()
                .filter(segment -> segment.tries < MOST_TRIES && !segment.vanished)
                .forEach(unread::add);
        failed.clear();
    }

    /** Other contacts are answered meanwhile, but no members: that is no refusal. */
    private static boolean isWithheld(RuntimeException failure) {
        return failure instanceof IntercomException stuck && stuck.reply() instanceof Reply.Withheld;
    }

    private static boolean isGone(RuntimeException failure) {
        return failure instanceof IntercomException stuck && stuck.reply() instanceof Reply.NotFound;
    }

    /** Nothing can be said of a segment that is listed and could not be read. */
    @Override
    public Optional<String> subject(String row) {
        Membership membership = Membership.of(row);
        if (!segments.containsKey(membership.segment())) {
            return Optional.of(SEGMENT + membership.segment());
        }
        return isWhole(membership.segment()) ? Optional.of(CONTACT + membership.contact()) : Optional.empty();
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        String id = subject.substring(subject.indexOf('/') + 1);
        if (subject.startsWith(SEGMENT)) {
            return byId.presence("/segments/{}", id).thenApply(presence -> row -> presence);
        }
        if (!EntityId.isValid(id)) {
            return CompletableFuture.completedFuture(row -> Existence.GONE);
        }
        Request request = Request.get("/contacts/{}/segments", id).listing("data");
        return byId.ask(request, SegmentsOf.NONE, SegmentsOf.UNKNOWN, SegmentsOf::of)
                .thenCompose(segmentsOf -> look(id, rows, segmentsOf));
    }

    /** Who is in a segment may be there by another role. */
    private CompletableFuture<Function<String, Existence>> look(String contact, Set<String> rows, SegmentsOf of) {
        if (rows.stream().noneMatch(row -> of.presence(row) == Existence.THERE)) {
            return CompletableFuture.completedFuture(of::presence);
        }
        return byId.ask(
                        Request.get("/contacts/{}", contact).about(contact),
                        "",
                        "",
                        found -> ContactLookup.role(contact, found))
                .thenApply(role -> row -> of.presence(row) == Existence.THERE ? presence(row, role) : of.presence(row));
    }

    private static Existence presence(String row, String role) {
        if (role.isEmpty()) {
            return Existence.UNKNOWN;
        }
        return Membership.of(row).isOf(role) ? Existence.THERE : Existence.GONE;
    }

    /** Of segments that lack more members than they have pages. */
    @Override
    public Set<String> mass(Set<String> unmet, int remembered) {
        Map<String, Integer> lacking = new HashMap<>();
        unmet.forEach(row -> lacking.merge(Membership.of(row).segment(), 1, Integer::sum));
        return unmet.stream()
                .filter(row -> {
                    SegmentInProgress segment = segments.get(Membership.of(row).segment());
                    return segment != null
                            && segment.whole
                            && segment.contacts != null
                            && lacking.get(segment.id) > segment.contacts.pages();
                })
                .collect(toSet());
    }

    @Override
    public Optional<ListPass> again(Set<String> rows) {
        Set<String> ofThese =
                rows.stream().map(row -> Membership.of(row).segment()).collect(toSet());
        Set<String> whole = segments.keySet().stream().filter(this::isWhole).collect(toSet());
        return Optional.of(new SegmentMembers(intercom, pageSize, ofThese::contains, whole));
    }

    private boolean isWhole(String segment) {
        return segments.get(segment).whole;
    }

    /** A row, by what its name is made of. */
    private record Membership(String table, String contact, String segment) {
        static Membership of(String row) {
            String[] parts = row.split("/", 3);
            return new Membership(parts[0], parts[1], parts[2]);
        }

        boolean isOf(String role) {
            return table.equals(role + "s_segments");
        }
    }

    /**
     * The segments of a contact.
     *
     * @param otherwise what is to be said of those that are not among them
     */
    private record SegmentsOf(Set<String> ids, Existence otherwise) {
        static final SegmentsOf NONE = new SegmentsOf(Set.of(), Existence.GONE);
        static final SegmentsOf UNKNOWN = new SegmentsOf(Set.of(), Existence.UNKNOWN);

        static SegmentsOf of(ObjectNode answer) {
            JsonNode list = answer.path("data");
            Set<String> ids = new HashSet<>();
            list.forEach(segment -> EntityId.of(segment.path("id")).ifPresent(ids::add));
            boolean isWhole = list.isArray()
                    && ids.size() == list.size()
                    && NextPage.next(answer).isEmpty()
                    && !NextPage.isTorn(answer)
                    && !ContactEnricher.hasMore(answer);
            return new SegmentsOf(ids, isWhole ? Existence.GONE : Existence.UNKNOWN);
        }

        Existence presence(String row) {
            return ids.contains(Membership.of(row).segment()) ? Existence.THERE : otherwise;
        }
    }
}
