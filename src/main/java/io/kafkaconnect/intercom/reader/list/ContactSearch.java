package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.incremental.ListPage;
import io.kafkaconnect.intercom.reader.incremental.ListedEntity;
import io.kafkaconnect.intercom.reader.incremental.Listing;
import io.kafkaconnect.intercom.reader.incremental.PageAccess;
import io.kafkaconnect.intercom.reader.incremental.PageConsensus;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * All contacts that a filter finds, by id, which does not change while the pages are read. A page that may not be whole, or may not be the last, is
 * asked for again, see {@link PageConsensus}. Where Intercom fails at a page alone, what lies behind it
 * is read from the other end.
 */
public final class ContactSearch implements ListPass {
    /** What pages of contacts look like, whatever they are searched by. */
    private static final Listing CONTACTS = new Listing.Contacts("user");

    private final PageAccess access;
    private final Request otherEnd;
    private final AdaptivePageSize size;
    private final Set<JsonNode> cursors = new HashSet<>();
    private volatile CompletableFuture<Reply> asked = CompletableFuture.completedFuture(null);
    private Request page;
    private boolean isAtOtherEnd;
    /** The last contact that the end where it began shows. */
    private String last = "";

    private boolean follows;
    private long shown;
    private Instant asOf = Instant.EPOCH;
    private int pages;

    /**
     * Begins with the first page.
     *
     * @param field that is to have the value
     * @param size outlives the pass: the next one need not learn again what takes too long
     */
    public ContactSearch(IntercomApi intercom, String field, String value, AdaptivePageSize size) {
        this.size = size;
        ObjectNode filter = SearchBody.filter(field, "=", value);
        this.access = new PageAccess(intercom, search(filter, "ascending", 1), 1);
        this.page = search(filter, "ascending", size.get());
        this.otherEnd = search(filter, "descending", size.get());
        cursors.add(cursor(page));
    }

    private static Request search(ObjectNode filter, String order, int size) {
        return SearchBody.request("/contacts/search", filter, "id", order, size)
                .listing("data")
                .untilBlamed();
    }

    /** Gives up the page that is under way: the client asks for it no more. */
    void giveUp() {
        asked.cancel(false);
    }

    @Override
    public CompletableFuture<Page> next() {
        return next(new PageConsensus(true, 1));
    }

    private CompletableFuture<Page> next(PageConsensus answers) {
        asked = access.ask(page);
        return asked.thenCompose(reply -> reply.withheld().isPresent()
                ? goRound(reply.withheld().get())
                : answers.take(read(reply))
                        .map(whole -> CompletableFuture.completedFuture(part(whole)))
                        .orElseGet(() -> next(answers)));
    }

    private CompletableFuture<Page> goRound(Failure failure) {
        if (isAtOtherEnd) {
            String what = "what is between two pages of contacts: " + failure.describe();
            EntryFlaw flaw = new EntryFlaw(EntryFlaw.FlawKind.WITHHELD, what);
            return CompletableFuture.completedFuture(new Page(List.of(), List.of(flaw), asOf, true));
        }
        isAtOtherEnd = true;
        page = otherEnd;
        shown = 0;
        return next(new PageConsensus(true, 1));
    }

    /** The page, with the number of what is left to be read in place of the number of all; what is no contact is malformed. */
    private ListPage read(Reply reply) {
        if (reply instanceof Reply.Rejected rejected && follows) {
            throw new RestartException(
                    "the cursor is no more: " + rejected.failure().describe());
        }
        if (!(reply instanceof Reply.Success found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        ListPage read = ListPage.of(found, CONTACTS, size, found.asOf());
        if (read.pages() == ListPage.Numbering.ENDLESS) {
            throw new RestartException("an empty page names a next one in the response to " + found.asked());
        }
        List<ListedEntity> contacts =
                read.entities().stream().filter(ContactSearch::isContact).toList();
        int others = read.malformed() + read.entities().size() - contacts.size();
        long left = Math.max(0, read.total() - shown);
        return new ListPage(
                contacts,
                read.orders(),
                others,
                read.next(),
                read.cursor(),
                read.pages(),
                left,
                read.asked(),
                read.asOf());
    }

    /** What says that it is something else is remembered as no contact: it would be looked for among them. */
    private static boolean isContact(ListedEntity one) {
        JsonNode type = one.json().path("type");
        return !type.isTextual() || type.textValue().equals("contact");
    }

    private Page part(ListPage whole) {
        shown += whole.shown();
        pages++;
        asOf = whole.asOf();
        boolean ends = isAtOtherEnd
                && whole.entities().stream().anyMatch(one -> one.id().equals(last));
        if (!isAtOtherEnd && !whole.entities().isEmpty()) {
            last = whole.entities().get(whole.entities().size() - 1).id();
        }
        follows = whole.next() != null && !ends;
        if (follows) {
            page = whole.next();
            if (!cursors.add(cursor(page))) {
                throw new RestartException("a page of " + page + " is its own next, or one before it is");
            }
        }
        EntryFlaw flaw = new EntryFlaw(
                EntryFlaw.FlawKind.MALFORMED,
                "an entry of 'data' in the response to " + whole.asked() + " names no contact");
        List<ObjectNode> contacts =
                whole.entities().stream().map(ListedEntity::json).toList();
        return new Page(contacts, Collections.nCopies(whole.malformed(), flaw), whole.asOf(), !follows);
    }

    private static JsonNode cursor(Request page) {
        return page.body().at("/pagination/starting_after");
    }

    /** How many pages there were so far. */
    int pages() {
        return pages;
    }
}
