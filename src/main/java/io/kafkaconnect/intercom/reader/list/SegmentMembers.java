package io.kafkaconnect.intercom.reader.list;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.list.SegmentSearch.MembersPage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the members of all segments with one contact search per segment, 150 members per page. The alternative is one call per contact,
 * because a contact does not contain its segments. Several segments are read concurrently; the first page that comes is the next page of the pass.
 *
 * <p>A segment that cannot be read does not stop the others. It is tried once more after them. If that fails, too, it is unknown whether its
 * members exist. If no segment can be read, the pass fails.
 */
public final class SegmentMembers implements ListPass {
    private static final int MAX_CONCURRENT = 8;

    private final IntercomApi intercom;
    private final MembershipCheck check;
    private final AdaptivePageSize pageSize;
    private final Predicate<String> wanted;
    private final Set<String> readBefore;
    private final PlainLists list;
    private boolean listed;
    private final Queue<SegmentSearch> unread = new ArrayDeque<>();
    private final Queue<SegmentSearch> failed = new ArrayDeque<>();
    /** At most {@link #MAX_CONCURRENT}. {@link #giveUpLate} iterates on another thread. */
    private final List<SegmentSearch> reading = new CopyOnWriteArrayList<>();

    private final Map<String, SegmentSearch> segments = new HashMap<>();
    private volatile boolean anyRead;

    /** A pass over all segments. */
    public SegmentMembers(IntercomApi intercom, AdaptivePageSize pageSize) {
        this(intercom, pageSize, segment -> true, Set.of());
    }

    /**
     * A pass over the wanted segments only.
     *
     * @param whole segments that an earlier pass has read to their end
     */
    private SegmentMembers(
            IntercomApi intercom, AdaptivePageSize pageSize, Predicate<String> wanted, Set<String> whole) {
        this.intercom = intercom;
        this.check = new MembershipCheck(intercom);
        this.readBefore = whole;
        this.pageSize = pageSize;
        this.wanted = wanted;
        this.list =
                new PlainLists(intercom, List.of(new ListSource(Request.get("/segments"), "segments", "/segments/{}")));
    }

    @Override
    public CompletableFuture<Page> next() {
        if (!listed) {
            return list.next().thenApply(this::segments);
        }
        while (reading.size() < MAX_CONCURRENT && !unread.isEmpty()) {
            reading.add(unread.remove().start());
        }
        return CompletableFuture.anyOf(reading.stream().map(SegmentSearch::page).toArray(CompletableFuture[]::new))
                .thenApply(first -> take((MembersPage) first));
    }

    @Override
    public void giveUpLate() {
        if (anyRead || !unread.isEmpty()) {
            reading.forEach(SegmentSearch::giveUp);
        }
    }

    private Page segments(Page found) {
        for (ObjectNode one : found.entities()) {
            String id = one.path("id").asText();
            if (segments.containsKey(id)) {
                continue;
            }
            SegmentSearch segment = new SegmentSearch(intercom, pageSize, id);
            segments.put(id, segment);
            if (wanted.test(id)) {
                unread.add(segment);
            } else {
                segment.finished(readBefore.contains(id));
            }
        }
        listed = found.last();
        return new Page(List.of(), found.flaws(), found.asOf(), listed && unread.isEmpty());
    }

    private Page take(MembersPage page) {
        SegmentSearch segment = page.segment();
        segment.pageTaken();
        if (page.failure() != null) {
            reading.remove(segment);
            failed.add(segment);
            segment.failed(page.failure());
        } else if (page.members().last()) {
            reading.remove(segment);
            segment.finished(
                    page.members().flaws().stream().noneMatch(flaw -> flaw.kind() == EntryFlaw.FlawKind.WITHHELD));
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

    /** Queues the failed segments once more after all others have been read. */
    private void tryAgain(MembersPage latest) {
        if (!anyRead && latest.failure() != null && !latest.segment().isVanished()) {
            throw latest.isWithheld()
                    ? new RestartException(
                            "no segment's members came: " + latest.failure().getMessage())
                    : latest.failure();
        }
        failed.stream().filter(SegmentSearch::mayTryAgain).forEach(unread::add);
        failed.clear();
    }

    /** Empty for a listed segment that could not be read: it is unknown whether its members exist. */
    @Override
    public Optional<String> subject(String owner, String row) {
        Membership membership = Membership.of(row);
        if (!segments.containsKey(membership.segment())) {
            return Optional.of(MembershipCheck.bySegment(membership));
        }
        return isWhole(membership.segment()) ? Optional.of(MembershipCheck.byContact(membership)) : Optional.empty();
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return check.look(subject, rows);
    }

    /** Returns the rows of segments that lack more members than they have pages. */
    @Override
    public Set<String> mass(Set<String> unseen, int remembered) {
        Map<String, Integer> lacking = new HashMap<>();
        unseen.forEach(row -> lacking.merge(Membership.of(row).segment(), 1, Integer::sum));
        return unseen.stream()
                .filter(row -> {
                    String id = Membership.of(row).segment();
                    SegmentSearch segment = segments.get(id);
                    return segment != null && segment.isMass(lacking.get(id));
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
        return segments.get(segment).isWhole();
    }
}
