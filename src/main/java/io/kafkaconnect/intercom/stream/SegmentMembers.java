package io.kafkaconnect.intercom.stream;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Who is in which segment: one contact search per segment, 150 members at a time, instead of one call per contact (segments are not
 * inlined in contacts). Several segments are read side by side, each page after page; the page that comes first is the next part.
 *
 * <p>A segment that cannot be read does not stop the others. It is tried once more behind them, and if that fails too, its members are neither
 * known to be there nor to be gone. Where no segment can be read, the pass fails as the first of them.
 */
final class SegmentMembers implements Pass {
    private static final int SIDE_BY_SIDE = 8;
    private static final int MOST_TRIES = 2;

    private final Intercom intercom;
    private final PageSize pageSize;
    private final Predicate<String> wanted;
    private final WholeLists list;
    private boolean listed;
    private final Queue<Segment> unread = new ArrayDeque<>();
    private final Queue<Segment> failed = new ArrayDeque<>();
    /** At most eight; looked through while another thread may change it. */
    private final List<Segment> reading = new CopyOnWriteArrayList<>();

    private final Map<String, Segment> segments = new HashMap<>();
    private volatile boolean anyRead;

    SegmentMembers(Intercom intercom, PageSize pageSize) {
        this(intercom, pageSize, segment -> true);
    }

    /** Of the wanted segments only. */
    private SegmentMembers(Intercom intercom, PageSize pageSize, Predicate<String> wanted) {
        this.intercom = intercom;
        this.pageSize = pageSize;
        this.wanted = wanted;
        this.list = new WholeLists(intercom, List.of(new WholeLists.Source(Request.get("/segments"), "segments")));
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
        private boolean unclear;
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
                late.complete(new Page(this, null, new RestartException("a page of a segment did not come")));
            }
        }

        private Part members(Part found) {
            List<ObjectNode> members = new ArrayList<>();
            for (ObjectNode contact : found.entities()) {
                String role = contact.path("role").asText();
                if (role.equals("user") || role.equals("lead")) {
                    members.add(membership(contact, role));
                } else {
                    unclear = true;
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

        CompletableFuture<Evidence> evidence() {
            if (!whole) {
                return CompletableFuture.completedFuture(Evidence.none("a segment that is listed cannot be read"));
            }
            return unclear
                    ? CompletableFuture.completedFuture(Evidence.none("members came without a known role"))
                    : contacts.evidence();
        }
    }

    /** What is the segment's own trouble; the rest is thrown on. */
    private static RuntimeException bearable(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof RestartException broken) {
            return broken;
        }
        if (cause instanceof IntercomException stuck && stuck.reply().failure().status() != 401) {
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
        if (anyRead) {
            reading.forEach(Segment::giveUp);
        }
    }

    private Part segments(Part found) {
        for (ObjectNode one : found.entities()) {
            String id = one.path("id").asText();
            if (wanted.test(id) && !segments.containsKey(id)) {
                segments.put(id, new Segment(id));
                unread.add(segments.get(id));
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
            segment.whole = true;
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
            throw latest.failure();
        }
        failed.stream()
                .filter(segment -> segment.tries < MOST_TRIES && !segment.vanished)
                .forEach(unread::add);
        failed.clear();
    }

    private static boolean isGone(RuntimeException failure) {
        return failure instanceof IntercomException stuck && stuck.reply() instanceof Reply.Gone;
    }

    @Override
    public CompletableFuture<Proof> proof(Set<String> unmet) {
        Map<String, CompletableFuture<Evidence>> evidence = unmet.stream()
                .map(SegmentMembers::segmentOf)
                .distinct()
                .collect(toMap(segment -> segment, this::evidence));
        return CompletableFuture.allOf(evidence.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> row -> evidence.get(segmentOf(row)).join());
    }

    /** A segment that is not listed any more is gone, if the list is whole. */
    private CompletableFuture<Evidence> evidence(String segment) {
        return segments.containsKey(segment)
                ? segments.get(segment).evidence()
                : CompletableFuture.completedFuture(Evidence.REPETITION);
    }

    @Override
    public Optional<Pass> again(Set<String> doubted) {
        Set<String> ofThese = doubted.stream().map(SegmentMembers::segmentOf).collect(toSet());
        return Optional.of(new SegmentMembers(intercom, pageSize, ofThese::contains));
    }

    /** The last part of a membership's key. */
    private static String segmentOf(String row) {
        return row.substring(row.lastIndexOf('/') + 1);
    }
}
