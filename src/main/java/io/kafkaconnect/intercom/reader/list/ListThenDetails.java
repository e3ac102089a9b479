package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.enrich.ListDetails;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A pass over a list, and then over the details of all its entities. A scroll that waited for details would expire, and the rows of the list come
 * sooner so. Between the two, only the ids of the entities are held.
 */
public final class ListThenDetails implements ListPass {
    private static final int DETAILS_AT_ONCE = 50;

    private final ListPass list;
    private final ListDetails details;
    private final Queue<String> left = new ArrayDeque<>();
    private boolean isListed;
    private Instant asOf;

    /** A pass over this list. */
    public ListThenDetails(ListPass list, ListDetails details) {
        this.list = list;
        this.details = details;
    }

    @Override
    public CompletableFuture<Page> next() {
        if (!isListed) {
            return list.next().thenApply(this::listed);
        }
        List<ObjectNode> some = new ArrayList<>();
        while (!left.isEmpty() && some.size() < DETAILS_AT_ONCE) {
            some.add(JsonNodeFactory.instance.objectNode().put("id", left.remove()));
        }
        return details.of(some).thenApply(found -> new Page(found.entities(), found.flaws(), asOf, left.isEmpty()));
    }

    private Page listed(Page page) {
        page.entities().forEach(entity -> EntityId.of(entity.path("id")).ifPresent(left::add));
        isListed = page.last();
        asOf = page.asOf();
        return new Page(page.entities(), page.flaws(), page.asOf(), isListed && left.isEmpty());
    }

    @Override
    public int maxAhead() {
        return list.maxAhead();
    }

    @Override
    public void giveUpLate() {
        list.giveUpLate();
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
