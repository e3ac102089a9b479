package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.incremental.PageAccess;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * The first ten thousand companies, by the list with numbered pages. A page at which Intercom fails, or which it refuses alone, is read in smaller ones, down to a
 * single company, which is left out.
 */
final class CompanyList {
    /** Intercom refuses what lies beyond. */
    private static final int END = 10_000;

    /** Of pages, each a part of the one before. */
    private static final List<Integer> SIZES = List.of(50, 25, 5, 1);

    private final PageAccess access;
    private final Deque<CompanyPage> left = new ArrayDeque<>();
    private long asked;
    private volatile long counted;

    CompanyList(IntercomApi intercom) {
        this.access = new PageAccess(intercom, new CompanyPage(0, 1).request(), 1);
        goOn();
    }

    /** So many companies from that one on. */
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

        /** A single company that does not come is left out. */
        List<ListPass.EntryFlaw> flaws(Failure failure) {
            String what = "company number " + (from + 1) + " of its list: " + failure.describe();
            return isSingle() ? List.of(new ListPass.EntryFlaw(ListPass.EntryFlaw.FlawKind.WITHHELD, what)) : List.of();
        }

        Request request() {
            Request page = Request.post("/companies/list", null)
                    .with("page", from / size + 1)
                    .with("per_page", size)
                    .listing("data");
            // Of a page in which something fails, one answer says whether it is in this part.
            return isWhole() || isSingle() ? page.untilBlamed() : page.once();
        }
    }

    private void goOn() {
        left.add(new CompanyPage(asked, SIZES.get(0)));
        asked += SIZES.get(0);
    }

    /** See {@link ListPass#next}. */
    CompletableFuture<ListPass.Page> next() {
        CompanyPage page = left.remove();
        return access.ask(page.request()).thenApply(reply -> part(page, reply));
    }

    /** Whether it shows all companies there are. */
    boolean reachesAll() {
        return counted <= END;
    }

    private ListPass.Page part(CompanyPage page, Reply reply) {
        Optional<Failure> withheld = reply.withheld();
        if (withheld.isPresent()) {
            page.parts().forEach(left::addFirst);
            return partOf(List.of(), page.flaws(withheld.get()), Instant.EPOCH);
        }
        if (!(reply instanceof Reply.Success found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        counted = Math.max(counted, found.body().path("total_count").asLong(0));
        ListEntries entries = ListEntries.of(found, "data");
        return partOf(entries.entities(), entries.flaws(), found.asOf());
    }

    private ListPass.Page partOf(List<ObjectNode> entities, List<ListPass.EntryFlaw> flaws, Instant asOf) {
        if (left.isEmpty() && asked < Math.min(counted, END)) {
            goOn();
        }
        return new ListPass.Page(entities, flaws, asOf, left.isEmpty());
    }
}
