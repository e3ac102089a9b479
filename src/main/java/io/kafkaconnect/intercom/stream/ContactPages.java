package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All contacts that a filter finds, by id, which does not change while the pages are read. */
final class ContactPages implements Pass {
    private final Intercom intercom;
    private final boolean mayVanish;
    private final PageSize size;
    private Request page;
    private boolean follows;

    /**
     * Begins with the first page.
     *
     * @param field that is to have the value
     * @param mayVanish whether the value names what may be gone by now: then the pass is begun anew
     * @param size outlives the pass: the next one need not learn again what takes too long
     */
    ContactPages(Intercom intercom, String field, String value, boolean mayVanish, PageSize size) {
        this.intercom = intercom;
        this.mayVanish = mayVanish;
        this.size = size;
        this.page = Listing.Search.request(
                "/contacts/search", Listing.Search.filter(field, "=", value), "id", "ascending", size.get());
    }

    @Override
    public CompletableFuture<Part> next() {
        return intercom.ask(page).thenApply(reply -> {
            if (reply instanceof Reply.Found found) {
                return contacts(found);
            }
            Reply.Failed failed = (Reply.Failed) reply;
            if (failed instanceof Reply.Gone ? mayVanish : failed instanceof Reply.Rejected && follows) {
                throw new RestartException("what is searched for or the cursor is no more: "
                        + failed.failure().describe());
            }
            throw new IntercomException(failed);
        });
    }

    private Part contacts(Reply.Found found) {
        var contacts = WholeLists.objects(found, "data");
        List<Request.Param> next = WholeLists.next(found, contacts);
        size.answered(found.asked().pageSize());
        follows = !next.isEmpty();
        if (follows) {
            page = Listing.Search.after(found.asked(), next, size.get());
            if (cursor(page).equals(cursor(found.asked()))) {
                throw new RestartException("a page of " + page + " is its own next");
            }
        }
        return new Part(contacts, !follows);
    }

    private static JsonNode cursor(Request page) {
        return page.body().at("/pagination/starting_after");
    }
}
