package io.kafkaconnect.intercom.reader.list;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Intercom;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Pages;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ById;
import io.kafkaconnect.intercom.reader.PageSize;
import io.kafkaconnect.intercom.reader.Pass;
import io.kafkaconnect.intercom.reader.Presence;
import io.kafkaconnect.intercom.reader.enrich.ContactDetails;
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
public final class SegmentMembers implements Pass {
    private static final int SIDE_BY_SIDE = 8;
    private static final int MOST_TRIES = 2;

    private static final String SEGMENT = "segment/";
    private static final String CONTACT = "contact/";

    private final Intercom intercom;
    private final ById byId;
    private final PageSize pageSize;
    private final Predicate<String> wanted;
    private final Set<String> readBefore;
    private final WholeLists list;
    private boolean listed;
    private final Queue<Segment> unread = new ArrayDeque<>();
    private final Queue<Segment> failed = new ArrayDeque<>();
    /** At most eight; looked through while another thread may change it. */
    private final List<Segment> reading = new CopyOnWriteArrayList<>();

    private final Map<String, Segment> segments = new HashMap<>();
    private volatile boolean anyRead;

    public SegmentMembers(Intercom intercom, PageSize pageSize) {
        this(intercom, pageSize, segment -> true, Set.of());
    }

    /**
     * Of the wanted segments only.
     *
     * @param whole segments that were read to their end
     */
    private SegmentMembers(Intercom intercom, PageSize pageSize, Predicate<String> wanted, Set<String> whole) {
        this.intercom = intercom;
        this.byId = new ById(intercom);
        this.readBefore = whole;
        this.pageSize = pageSize;
        this.wanted = wanted;
        this.list = new WholeLists(
                intercom, List.of(new WholeLists.Source(Request.get("/segments"), "segments", "/segments/{}")));
    }

    /** What became of a page of a segment: its members, or why there are none. */
    private record Page(Segment segment, Part members, RuntimeException failure) {}

    /** A segment. At most one page of it is under way or waits. */
    private final class Segment {
        private final String id;
        private ContactPages contacts;
        private volatile CompletableFuture<Page> page;
        private int tries;
        private boolean whole;
        private boolean vanished;

        Segment(String id) {
            this.id = id;
        }

        Segment begun() {
            contacts = new ContactPages(intercom, "segment_id", id, pageSize);
            tries++;
            return this;
        }

        /** The page under way, or the next one. */
        CompletableFuture<Page> page() {
            if (page == null) {
                // What is not needed of the contacts does not wait with them.
                page = contacts.next()
                        .handle((found, thrown) -> thrown == null
                                ? new Page(this, members(found), null)
                                : new Page(this, null, bearable(thrown)));
            }
            return page;
        }

        void taken() {
            page = null;
        }

        void giveUp() {
            CompletableFuture<Page> late = page;
            if (late != null) {
                ContactPages lateContacts = contacts;
                late.complete(new Page(this, null, new RestartException("a page of a segment did not come")));
                lateContacts.giveUp();
            }
        }

        private Part members(Part found) {
            List<ObjectNode> members = new ArrayList<>();
            for (ObjectNode contact : found.entities()) {
                String role = contact.path("role").asText();
                if (role.equals("user") || role.equals("lead")) {
                    members.add(membership(contact, role));
                }
            }
            return new Part(members, found.flaws(), found.asOf(), found.last());
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
    public CompletableFuture<Part> next() {
        if (!listed) {
            return list.next().thenApply(this::segments);
        }
        while (reading.size() < SIDE_BY_SIDE && !unread.isEmpty()) {
            reading.add(unread.remove().begun());
        }
        return CompletableFuture.anyOf(reading.stream().map(Segment::page).toArray(CompletableFuture[]::new))
                .thenApply(first -> take((Page) first));
    }

    @Override
    public void giveUpLate() {
        if (anyRead || !unread.isEmpty()) {
            reading.forEach(Segment::giveUp);
        }
    }

    private Part segments(Part found) {
        for (ObjectNode one : found.entities()) {
            String id = one.path("id").asText();
            if (segments.containsKey(id)) {
                continue;
            }
            Segment segment = new Segment(id);
            segments.put(id, segment);
            if (wanted.test(id)) {
                unread.add(segment);
            } else {
                segment.whole = readBefore.contains(id);
            }
        }
        listed = found.last();
        return new Part(List.of(), found.flaws(), found.asOf(), listed && unread.isEmpty());
    }

    private Part take(Page page) {
        Segment segment = page.segment();
        segment.taken();
        if (page.failure() != null) {
            reading.remove(segment);
            failed.add(segment);
            segment.vanished = isGone(page.failure());
        } else if (page.members().last()) {
            reading.remove(segment);
            segment.whole = page.members().flaws().stream().noneMatch(flaw -> flaw.kind() == Flaw.Kind.WITHHELD);
            anyRead = true;
        }
        if (reading.isEmpty() && unread.isEmpty() && !failed.isEmpty()) {
            tryAgain(page);
        }
        boolean last = reading.isEmpty() && unread.isEmpty();
        return page.failure() == null
                ? new Part(
                        page.members().entities(),
                        page.members().flaws(),
                        page.members().asOf(),
                        last)
                : new Part(List.of(), List.of(), Instant.EPOCH, last);
    }

    /** Those that could not be read, now that the others were. */
    private void tryAgain(Page latest) {
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
        return failure instanceof IntercomException stuck && stuck.reply() instanceof Reply.Gone;
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
    public CompletableFuture<Function<String, Presence>> look(String subject, Set<String> rows) {
        String id = subject.substring(subject.indexOf('/') + 1);
        if (subject.startsWith(SEGMENT)) {
            return byId.presence("/segments/{}", id).thenApply(presence -> row -> presence);
        }
        if (!EntityId.isValid(id)) {
            return CompletableFuture.completedFuture(row -> Presence.GONE);
        }
        Request request = Request.get("/contacts/{}/segments", id).listing("data");
        return byId.ask(request, SegmentsOf.NONE, SegmentsOf.UNKNOWN, SegmentsOf::of)
                .thenCompose(segmentsOf -> look(id, rows, segmentsOf));
    }

    /** Who is in a segment may be there by another role. */
    private CompletableFuture<Function<String, Presence>> look(String contact, Set<String> rows, SegmentsOf of) {
        if (rows.stream().noneMatch(row -> of.presence(row) == Presence.THERE)) {
            return CompletableFuture.completedFuture(of::presence);
        }
        return byId.ask(
                        Request.get("/contacts/{}", contact).about(contact),
                        "",
                        "",
                        found -> Contacts.role(contact, found))
                .thenApply(role -> row -> of.presence(row) == Presence.THERE ? presence(row, role) : of.presence(row));
    }

    private static Presence presence(String row, String role) {
        if (role.isEmpty()) {
            return Presence.UNKNOWN;
        }
        return Membership.of(row).isOf(role) ? Presence.THERE : Presence.GONE;
    }

    /** Of segments that lack more members than they have pages. */
    @Override
    public Set<String> mass(Set<String> unmet, int remembered) {
        Map<String, Integer> lacking = new HashMap<>();
        unmet.forEach(row -> lacking.merge(Membership.of(row).segment(), 1, Integer::sum));
        return unmet.stream()
                .filter(row -> {
                    Segment segment = segments.get(Membership.of(row).segment());
                    return segment != null
                            && segment.whole
                            && segment.contacts != null
                            && lacking.get(segment.id) > segment.contacts.pages();
                })
                .collect(toSet());
    }

    @Override
    public Optional<Pass> again(Set<String> rows) {
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
    private record SegmentsOf(Set<String> ids, Presence otherwise) {
        static final SegmentsOf NONE = new SegmentsOf(Set.of(), Presence.GONE);
        static final SegmentsOf UNKNOWN = new SegmentsOf(Set.of(), Presence.UNKNOWN);

        static SegmentsOf of(ObjectNode answer) {
            JsonNode list = answer.path("data");
            Set<String> ids = new HashSet<>();
            list.forEach(segment -> EntityId.of(segment.path("id")).ifPresent(ids::add));
            boolean isWhole = list.isArray()
                    && ids.size() == list.size()
                    && Pages.next(answer).isEmpty()
                    && !Pages.isTorn(answer)
                    && !ContactDetails.hasMore(answer);
            return new SegmentsOf(ids, isWhole ? Presence.GONE : Presence.UNKNOWN);
        }

        Presence presence(String row) {
            return ids.contains(Membership.of(row).segment()) ? Presence.THERE : otherwise;
        }
    }
}
