package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.enrich.ListDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A pass over a list, with the details of the entities of each page. */
public final class DetailedList implements ListPass {
    private final ListPass list;
    private final ListDetails details;

    /** A pass over this list. */
    public DetailedList(ListPass list, ListDetails details) {
        this.list = list;
        this.details = details;
    }

    @Override
    public CompletableFuture<Page> next() {
        return list.next().thenCompose(page -> details.of(page.entities()).thenApply(found -> page(page, found)));
    }

    private static Page page(Page listed, ListDetails.Detailed found) {
        List<EntryFlaw> flaws = new ArrayList<>(listed.flaws());
        flaws.addAll(found.flaws());
        return new Page(found.entities(), flaws, listed.asOf(), listed.last());
    }

    @Override
    public Optional<String> subject(String owner, String row) {
        return list.subject(owner, row);
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return list.look(subject, rows);
    }
}
