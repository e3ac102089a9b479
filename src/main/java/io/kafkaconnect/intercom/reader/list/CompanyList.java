package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Intercom;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Pass;
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
    private final Deque<Page> left = new ArrayDeque<>();
    private long asked;
    private volatile long counted;

    CompanyList(Intercom intercom) {
        this.access = new PageAccess(intercom, new Page(0, 1).request(), 1);
        goOn();
    }

    /** So many companies from that one on. */
    private record Page(long from, int size) {
        boolean isWhole() {
            return size == SIZES.get(0);
        }

        boolean isSingle() {
            return size == 1;
        }

        /** The same companies in smaller pages; none of a single one. */
        List<Page> parts() {
            if (isSingle()) {
                return List.of();
            }
            int part = SIZES.get(SIZES.indexOf(size) + 1);
            return LongStream.range(0, size / part)
                    .mapToObj(i -> new Page(from + i * part, part))
                    .toList();
        }

        /** A single company that does not come is left out. */
        List<Pass.Flaw> flaws(Failure failure) {
            String what = "company number " + (from + 1) + " of its list: " + failure.describe();
            return isSingle() ? List.of(new Pass.Flaw(Pass.Flaw.Kind.WITHHELD, what)) : List.of();
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
        left.add(new Page(asked, SIZES.get(0)));
        asked += SIZES.get(0);
    }

    /** See {@link Pass#next}. */
    CompletableFuture<Pass.Part> next() {
        Page page = left.remove();
        return access.ask(page.request()).thenApply(reply -> part(page, reply));
    }

    /** Whether it shows all companies there are. */
    boolean reachesAll() {
        return counted <= END;
    }

    private Pass.Part part(Page page, Reply reply) {
        Optional<Failure> withheld = reply.withheld();
        if (withheld.isPresent()) {
            page.parts().forEach(left::addFirst);
            return partOf(List.of(), page.flaws(withheld.get()), Instant.EPOCH);
        }
        if (!(reply instanceof Reply.Found found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        counted = Math.max(counted, found.body().path("total_count").asLong(0));
        Entries entries = Entries.of(found, "data");
        return partOf(entries.entities(), entries.flaws(), found.asOf());
    }

    private Pass.Part partOf(List<ObjectNode> entities, List<Pass.Flaw> flaws, Instant asOf) {
        if (left.isEmpty() && asked < Math.min(counted, END)) {
            goOn();
        }
        return new Pass.Part(entities, flaws, asOf, left.isEmpty());
    }
}
