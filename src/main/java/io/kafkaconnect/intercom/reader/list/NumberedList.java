package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A pass over a list with numbered pages that reaches all its entities. */
public final class NumberedList implements ListPass {
    private final NumberedPages pages;
    private final EntityLookup lookup;

    /**
     * A pass over this list.
     *
     * @param source its request has no parameters for pages
     * @param pageSize 150, 50 or 25: the largest that Intercom accepts
     */
    public NumberedList(IntercomApi intercom, ListSource source, int pageSize) {
        this.pages = new NumberedPages(intercom, source, pageSize, Long.MAX_VALUE);
        this.lookup = new EntityLookup(intercom, List.of(source));
    }

    /** The cheapest request that shows whether the list may be read. */
    public static Request probe(Request list) {
        return NumberedPages.smallest(list);
    }

    @Override
    public CompletableFuture<Page> next() {
        return pages.next();
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return lookup.look(subject).thenApply(presence -> row -> presence);
    }
}
