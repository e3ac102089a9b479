package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import io.kafkaconnect.intercom.reader.page.PageConsensus;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads all results of a search. A page that may be incomplete, or may not be the last one, is requested again, see {@link PageConsensus}. If
 * Intercom fails at a page alone, the results behind it are read from the other end of the search.
 */
public final class WholeSearch implements ListPass {
    private final SearchReplies replies;
    private final Optional<EntityLookup> lookup;
    private final Consumer<List<ListedEntity>> pageRead;
    private final PageAccess access;
    private final Request otherEnd;
    private final Set<JsonNode> cursors = new HashSet<>();
    private volatile CompletableFuture<Reply> inFlight = CompletableFuture.completedFuture(null);
    private Request page;
    private boolean isAtOtherEnd;
    /** The id of the last contact that was read from the first end. */
    private String last = "";

    private boolean hasNext;
    private long counted;
    private long shown;
    private Instant asOf = Instant.EPOCH;
    private int pages;

    /** A pass over all contacts that match a filter, ordered by id, because an id does not change while the pages are read. */
    static WholeSearch contacts(IntercomApi intercom, String field, String value, AdaptivePageSize size) {
        return contacts(intercom, field, value, size, contacts -> {});
    }

    /** The same pass. {@code pageRead} takes the contacts of each page, on any thread, before the page is handed over. */
    public static WholeSearch contacts(
            IntercomApi intercom,
            String field,
            String value,
            AdaptivePageSize size,
            Consumer<List<ListedEntity>> pageRead) {
        ObjectNode filter = SearchBody.filter(field, "=", value);
        // The role does not matter for the description of a page.
        return new WholeSearch(
                new PageAccess(intercom, search(filter, "ascending", 1), 1),
                new Listing.Contacts("user"),
                "contact",
                Optional.empty(),
                search(filter, "ascending", size.get()),
                search(filter, "descending", size.get()),
                size,
                pageRead);
    }

    /**
     * A pass over all conversations, ordered by update time. A conversation that changes meanwhile may be left out.
     *
     * @param pageRead takes the conversations of each page, on any thread, before the page is handed over
     */
    public static WholeSearch conversations(
            IntercomApi intercom, AdaptivePageSize size, Consumer<List<ListedEntity>> pageRead) {
        return byTime(intercom, Listing.conversations(), "conversation", Optional.empty(), size, pageRead);
    }

    /** The same for tickets. */
    public static WholeSearch tickets(
            IntercomApi intercom, AdaptivePageSize size, Consumer<List<ListedEntity>> pageRead) {
        ListSource source = new ListSource(Request.post("/tickets/search", null), "tickets", "/tickets/{}");
        Optional<EntityLookup> lookup = Optional.of(new EntityLookup(intercom, List.of(source)));
        return byTime(intercom, Listing.tickets(), "ticket", lookup, size, pageRead);
    }

    private static WholeSearch byTime(
            IntercomApi intercom,
            Listing listing,
            String type,
            Optional<EntityLookup> lookup,
            AdaptivePageSize size,
            Consumer<List<ListedEntity>> pageRead) {
        return new WholeSearch(
                PageAccess.of(intercom, listing),
                listing,
                type,
                lookup,
                page(listing.oldestFirst(Instant.EPOCH, size.get()), listing),
                page(listing.newestFirst(size.get()), listing),
                size,
                pageRead);
    }

    private WholeSearch(
            PageAccess access,
            Listing listing,
            String type,
            Optional<EntityLookup> lookup,
            Request first,
            Request otherEnd,
            AdaptivePageSize size,
            Consumer<List<ListedEntity>> pageRead) {
        this.access = access;
        this.replies = new SearchReplies(listing, type, size);
        this.lookup = lookup;
        this.page = first;
        this.otherEnd = otherEnd;
        this.pageRead = pageRead;
        cursors.add(cursor(page));
    }

    private static Request page(Request request, Listing listing) {
        return request.listing(listing.array()).untilBlamed();
    }

    private static Request search(ObjectNode filter, String order, int size) {
        return search(filter, "id", order, size);
    }

    /** The first page of contacts that match a filter. */
    static Request search(ObjectNode filter, String field, String order, int size) {
        return SearchBody.request("/contacts/search", filter, field, order, size)
                .listing("data")
                .untilBlamed();
    }

    /** Cancels the page in flight, so that the client no longer retries it. */
    void giveUp() {
        inFlight.cancel(false);
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return lookup.map(known -> known.look(subject))
                .orElseGet(() -> CompletableFuture.completedFuture(Existence.UNKNOWN))
                .thenApply(presence -> row -> presence);
    }

    @Override
    public CompletableFuture<Page> next() {
        return next(new PageConsensus(true, 1));
    }

    private CompletableFuture<Page> next(PageConsensus answers) {
        inFlight = access.ask(page);
        return inFlight.thenCompose(reply -> reply.withheld().isPresent()
                ? continueAtOtherEnd(reply.withheld().get())
                : answers.take(replies.read(reply, !hasNext, shown))
                        .map(whole -> CompletableFuture.completedFuture(part(whole)))
                        .orElseGet(() -> next(answers)));
    }

    private CompletableFuture<Page> continueAtOtherEnd(Failure failure) {
        if (isAtOtherEnd) {
            String what = "the entities between two pages of its list (" + failure.describe() + ")";
            EntryFlaw flaw = new EntryFlaw(EntryFlaw.FlawKind.WITHHELD, what);
            return CompletableFuture.completedFuture(new Page(List.of(), List.of(flaw), asOf, true));
        }
        isAtOtherEnd = true;
        page = otherEnd;
        shown = 0;
        return next(new PageConsensus(true, 1));
    }

    private Page part(ListPage whole) {
        pageRead.accept(whole.entities());
        counted = pages == 0 ? whole.total() : counted;
        shown += whole.shown();
        pages++;
        asOf = whole.asOf();
        boolean ends = isAtOtherEnd
                && whole.entities().stream().anyMatch(one -> one.id().equals(last));
        if (!isAtOtherEnd && !whole.entities().isEmpty()) {
            last = whole.entities().get(whole.entities().size() - 1).id();
        }
        hasNext = whole.next() != null && !ends;
        if (hasNext) {
            page = whole.next();
            if (!cursors.add(cursor(page))) {
                throw new RestartException("a page of " + page + " is its own next, or one before it is");
            }
        }
        return replies.page(whole, whole.entities(), !hasNext);
    }

    /** The cursor in the request for a page; missing on the first page. */
    static JsonNode cursor(Request page) {
        return page.body().at("/pagination/starting_after");
    }

    /** Intercom's count of the results, by the first page; 0 if the response has none. */
    long counted() {
        return counted;
    }

    /** The number of pages so far. */
    int pages() {
        return pages;
    }
}
