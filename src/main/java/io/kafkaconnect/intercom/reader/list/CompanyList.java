package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * Reads the first ten thousand companies from the list with numbered pages. If Intercom fails at a page or refuses it alone, the page is read
 * in smaller ones, down to a single company, which is left out.
 */
final class CompanyList {
    /** Intercom refuses pages beyond this number of companies. */
    private static final int MAX_COMPANIES = 10_000;

    /** The sizes of pages. Each divides the one before. */
    private static final List<Integer> SIZES = List.of(50, 25, 5, 1);

    private final PageAccess access;
    private final Deque<CompanyPage> left = new ArrayDeque<>();
    private long queued;
    private volatile long counted;

    CompanyList(IntercomApi intercom) {
        this.access = new PageAccess(intercom, new CompanyPage(0, 1).request(), 1);
        queueNext();
    }

    /** A page of companies; {@code from} is the index of its first one. */
    private record CompanyPage(long from, int size) {
        boolean isWhole() {
            return size == SIZES.get(0);
        }

        boolean isSingle() {
            return size == 1;
        }

        /** The same companies in smaller pages; none of a single one. */
        List<CompanyPage> parts() {
            if (isSingle()) {
                return List.of();
            }
            int part = SIZES.get(SIZES.indexOf(size) + 1);
            return LongStream.range(0, size / part)
                    .mapToObj(i -> new CompanyPage(from + i * part, part))
                    .toList();
        }

        /** The flaw of a single company that Intercom does not return. */
        List<ListPass.EntryFlaw> flaws(Failure failure) {
            String what = "company number " + (from + 1) + " of its list: " + failure.describe();
            return isSingle() ? List.of(new ListPass.EntryFlaw(ListPass.EntryFlaw.FlawKind.WITHHELD, what)) : List.of();
        }

        Request request() {
            Request page = Request.post("/companies/list", null)
                    .withQueryParam("page", from / size + 1)
                    .withQueryParam("per_page", size)
                    .listing("data");
            // A part of a failed page is requested once: one reply shows whether the failing company is in this part.
            return isWhole() || isSingle() ? page.untilBlamed() : page.withoutRetry();
        }
    }

    private void queueNext() {
        left.add(new CompanyPage(queued, SIZES.get(0)));
        queued += SIZES.get(0);
    }

    /** See {@link ListPass#next}. */
    CompletableFuture<ListPass.Page> next() {
        CompanyPage page = left.remove();
        return access.ask(page.request()).thenApply(reply -> read(page, reply));
    }

    /** Whether the list contains all companies. */
    boolean reachesAll() {
        return counted <= MAX_COMPANIES;
    }

    private ListPass.Page read(CompanyPage page, Reply reply) {
        Optional<Failure> withheld = reply.withheld();
        if (withheld.isPresent()) {
            page.parts().forEach(left::addFirst);
            return pageOf(List.of(), page.flaws(withheld.get()), Instant.EPOCH);
        }
        Reply.Success found = reply.orThrow();
        counted = Math.max(counted, found.body().path("total_count").asLong(0));
        ListEntries entries = ListEntries.of(found, "data");
        return pageOf(entries.entities(), entries.flaws(), found.asOf());
    }

    private ListPass.Page pageOf(List<ObjectNode> entities, List<ListPass.EntryFlaw> flaws, Instant asOf) {
        if (left.isEmpty() && queued < Math.min(counted, MAX_COMPANIES)) {
            queueNext();
        }
        return new ListPass.Page(entities, flaws, asOf, left.isEmpty());
    }
}
