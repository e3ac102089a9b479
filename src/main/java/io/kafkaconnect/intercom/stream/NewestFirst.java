package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Reads newest first, down to the first entity that is older than the mark, and gives them in the order of their times: where Intercom
 * cannot filter precisely, a caught-up stream is looked at with one request. What it has to gather grows with what has changed.
 */
final class NewestFirst implements Scan {
    /** Entities gathered before it is given up in favour of {@link OldestFirst}, which need not gather. */
    private static final int MOST_GATHERED = 3_000;

    private final Intercom intercom;
    private final Listing listing;
    private final Wanted wanted;
    private final UnaryOperator<ObjectNode> kept;
    private final PageSize pageSize;
    private final Runnable signal;
    private final StreamListener listener;

    private final List<Listed> gathered = new ArrayList<>();
    private Request page;
    private CompletableFuture<Reply> reply;
    private Instant begun;
    private boolean hopeless;

    /**
     * Begins with the newest.
     *
     * @param kept what is to be kept of an entity until it is taken
     * @param signal run, on any thread, when a page has come
     */
    NewestFirst(
            Intercom intercom,
            Listing listing,
            Wanted wanted,
            UnaryOperator<ObjectNode> kept,
            PageSize pageSize,
            Runnable signal,
            StreamListener listener) {
        this.intercom = intercom;
        this.listing = listing;
        this.wanted = wanted;
        this.kept = kept;
        this.pageSize = pageSize;
        this.signal = signal;
        this.listener = listener;
        this.page = listing.newestFirst(pageSize.get());
    }

    /** Whether the list should be read oldest first instead. */
    boolean isHopeless() {
        return hopeless;
    }

    @Override
    public boolean goOn(int backlog) {
        if (reply != null && reply.isDone()) {
            Reply answered = reply.join();
            reply = null;
            accept(answered);
            return true;
        }
        if (reply == null && page != null) {
            reply = intercom.ask(page);
            var unused = reply.whenComplete((done, thrown) -> signal.run());
            return true;
        }
        return false;
    }

    private void accept(Reply answered) {
        ListPage read = ListPage.of(answered, begun != null, listing, pageSize, listener);
        if (begun == null) {
            listener.passBegins(
                    ((Reply.Found) answered).body().path("total_count").asLong());
        }
        begun = begun == null || read.asOf().isBefore(begun) ? read.asOf() : begun;
        page = read.next();
        hopeless = read.endless();
        for (Listed entity : read.entities()) {
            if (entity.time() == ListPage.NO_TIME) {
                // Where it stands among the others says nothing about them.
                continue;
            }
            if (wanted.isOld(entity)) {
                page = null;
                break;
            }
            if (!wanted.isLeft(entity) && wanted.isNew(entity)) {
                gathered.add(entity.reduced(kept));
            }
        }
        hopeless |= gathered.size() > MOST_GATHERED;
    }

    @Override
    public List<Listed> take() {
        if (page != null || reply != null) {
            return List.of();
        }
        List<Listed> oldestFirst = new ArrayList<>(gathered);
        gathered.clear();
        Collections.reverse(oldestFirst);
        // Equal times keep any order; a moved entity may come twice, the newer version last.
        oldestFirst.sort(Comparator.comparingLong(Listed::time));
        return oldestFirst;
    }

    @Override
    public boolean isDone() {
        return page == null && reply == null && gathered.isEmpty();
    }

    @Override
    public boolean isTorn() {
        return false;
    }

    @Override
    public Instant begun() {
        return begun;
    }

    @Override
    public Instant reached() {
        return Instant.EPOCH;
    }
}
