package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Reads a list with numbered pages. If Intercom fails at a page or refuses it alone, the page is read in smaller ones, down to a single entity,
 * which is left out.
 *
 * <p>An entity that ends during the pass moves all later ones forward, some of them onto a page that was read already. The number of entities shows
 * it, and the pass goes back. Example: by the third page of 50, the list has 3 entities fewer than by the second. The second page is read again.
 *
 * <p>Intercom may return smaller pages than requested. The first page shows it, and the pass begins again with smaller ones.
 */
final class NumberedPages {
    /** The sizes of pages. Each divides the one before. */
    private static final List<Integer> SIZES = List.of(150, 50, 25, 5, 1);

    /** Two copies of Intercom's data may count differently and answer in turn. The pass must end nevertheless. */
    private static final int MAX_STEPS_BACK = 10;

    private final ListSource source;
    private List<Integer> sizes;
    private final long most;
    private final PageAccess access;
    private final Deque<NumberedPage> left = new ArrayDeque<>();
    private long queued;
    private volatile long counted;
    private long counts;
    private int stepsBack;

    /**
     * A list.
     *
     * @param source its request has no parameters for pages
     * @param pageSize one of {@link #SIZES}
     * @param most Intercom refuses pages beyond this number of entities
     */
    NumberedPages(IntercomApi intercom, ListSource source, int pageSize, long most) {
        this.source = source;
        this.sizes = SIZES.subList(SIZES.indexOf(pageSize), SIZES.size());
        this.most = most;
        this.access = new PageAccess(intercom, request(new NumberedPage(0, 1)), 1);
        queueNext();
    }

    /** A page of entities; {@code from} is the index of its first one. */
    private record NumberedPage(long from, int size) {
        long end() {
            return from + size;
        }
    }

    /** The request for the first page of a list, in the smallest size. It shows the permission to read the list. */
    static Request smallest(Request list) {
        return list.withQueryParam("page", 1).withQueryParam("per_page", 1);
    }

    private Request request(NumberedPage page) {
        Request one = source.request()
                .withQueryParam("page", page.from() / page.size() + 1)
                .withQueryParam("per_page", page.size())
                .listing(source.array());
        // A part of a failed page is requested once: one reply shows whether the failing entity is in this part.
        return isWhole(page) || page.size() == 1 ? one.untilBlamed() : one.withoutRetry();
    }

    private boolean isWhole(NumberedPage page) {
        return page.size() == sizes.get(0);
    }

    /** The same entities in smaller pages; none of a single one. */
    private Stream<NumberedPage> parts(NumberedPage page) {
        if (page.size() == 1) {
            return Stream.of();
        }
        int part = sizes.get(sizes.indexOf(page.size()) + 1);
        return LongStream.range(0, page.size() / part).mapToObj(i -> new NumberedPage(page.from() + i * part, part));
    }

    /** The flaw of a single entity that Intercom does not return. */
    private List<ListPass.EntryFlaw> flaws(NumberedPage page, Failure failure) {
        String what = "entry number " + page.end() + " of " + source.request() + ": " + failure.describe();
        return page.size() == 1
                ? List.of(new ListPass.EntryFlaw(ListPass.EntryFlaw.FlawKind.WITHHELD, what))
                : List.of();
    }

    private void queueNext() {
        left.add(new NumberedPage(queued, sizes.get(0)));
        queued += sizes.get(0);
    }

    /** See {@link ListPass#next}. */
    CompletableFuture<ListPass.Page> next() {
        NumberedPage page = left.remove();
        return access.ask(request(page)).thenApply(reply -> read(page, reply));
    }

    /** Whether the pages that Intercom returns contain all entities. */
    boolean reachesAll() {
        return counted <= most;
    }

    private ListPass.Page read(NumberedPage page, Reply reply) {
        Optional<Failure> withheld = reply.withheld();
        if (withheld.isPresent()) {
            parts(page).forEach(left::addFirst);
            return pageOf(List.of(), flaws(page, withheld.get()), Instant.EPOCH);
        }
        Reply.Success found = reply.orThrow();
        ListEntries entries = ListEntries.of(found, source.array(), source.haveIds());
        count(page, found.body(), entries);
        if (page.from() == 0 && isCut(page, found.body(), entries)) {
            sizes = sizes.subList(1, sizes.size());
            queued = 0;
            counts = 0;
        }
        return pageOf(entries.entities(), entries.flaws(), found.asOf());
    }

    /** Whether the page has fewer entries than requested, though it is not the last one. */
    private boolean isCut(NumberedPage page, JsonNode body, ListEntries entries) {
        JsonNode total = body.path("total_count");
        // A number of pages is no exact number of entities.
        long least = total.isIntegralNumber() ? entries.size() : page.size();
        // Intercom may leave an entity out of a page that it does not cut.
        boolean isOfRequestedSize = body.path("pages").path("per_page").asInt() >= page.size();
        return isWhole(page)
                && !isOfRequestedSize
                && !entries.isEmpty()
                && entries.size() < page.size()
                && counted > least;
    }

    private void count(NumberedPage page, JsonNode body, ListEntries entries) {
        OptionalLong total = total(page, body);
        long fewer = counts - total.orElse(counts);
        if (fewer > 0 && stepsBack < MAX_STEPS_BACK) {
            int size = sizes.get(0);
            long back = (page.from() - fewer) / size * size;
            queued = page.from() > fewer ? back : 0;
            stepsBack++;
        }
        counts = total.orElse(counts);
        // Only a page that holds entities is trusted to say where the list ends.
        counted = entries.isEmpty()
                ? Math.max(counted, counts)
                : Math.max(
                        total.orElse(0), NextPage.next(body).isEmpty() ? page.from() + entries.size() : page.end() + 1);
    }

    /** The number of entities in the list, or in its pages; empty if the response does not tell it. */
    private OptionalLong total(NumberedPage page, JsonNode body) {
        JsonNode total = body.path("total_count");
        if (total.isIntegralNumber()) {
            return OptionalLong.of(total.asLong());
        }
        JsonNode pages = body.path("pages").path("total_pages");
        JsonNode number = pages.isIntegralNumber() ? pages : body.path("total_pages");
        return isWhole(page) && number.isIntegralNumber()
                ? OptionalLong.of(number.asLong() * page.size())
                : OptionalLong.empty();
    }

    private ListPass.Page pageOf(List<ObjectNode> entities, List<ListPass.EntryFlaw> flaws, Instant asOf) {
        if (left.isEmpty() && queued < Math.min(counted, most)) {
            queueNext();
        }
        return new ListPass.Page(entities, flaws, asOf, left.isEmpty());
    }
}
