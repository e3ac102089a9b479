package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Supplier;

/**
 * A pass over a list, and then over the details of all its entities. A scroll that waited for details would expire, and the rows of the list come
 * sooner so. Between the two, only the ids of the entities are held.
 */
public final class ListThenDetails implements ListPass {
    private static final int DETAILS_AT_ONCE = 50;

    /** No id of an entity begins so. */
    private static final String DETAILS_OF = "details of ";

    private final Supplier<ListPass> lists;
    private final ListPass list;
    private final ListDetails details;
    private final String table;
    private final String entries;
    private final Queue<String> left = new ArrayDeque<>();
    private boolean isListed;
    private Instant asOf;

    /**
     * A pass over a list and its details.
     *
     * @param lists makes passes over the list alone
     * @param table the table of the rows that are in the details
     * @param entries where the details hold an entry with an id for each row, as a JSON pointer
     */
    public ListThenDetails(Supplier<ListPass> lists, ListDetails details, String table, String entries) {
        this.lists = lists;
        this.list = lists.get();
        this.details = details;
        this.table = table;
        this.entries = entries;
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

    /** Another pass is for rows of the list. A look suffices for those of the details. */
    @Override
    public Optional<ListPass> again(Set<String> rows) {
        return Optional.of(lists.get());
    }

    @Override
    public Optional<String> subject(String owner, String row) {
        return isDetail(row) ? Optional.of(DETAILS_OF + owner) : list.subject(owner, row);
    }

    private boolean isDetail(String row) {
        return row.startsWith(table + '/');
    }

    /** A row of the details ends with its entity. Only if that exists, its details are requested again. */
    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        if (!subject.startsWith(DETAILS_OF)) {
            return list.look(subject, rows);
        }
        String owner = subject.substring(DETAILS_OF.length());
        ObjectNode entity = JsonNodeFactory.instance.objectNode().put("id", owner);
        return list.look(owner, rows)
                .thenCompose(presence -> rows.stream().allMatch(row -> presence.apply(row) == Existence.THERE)
                        ? details.of(List.of(entity)).thenApply(found -> row -> existence(found, row))
                        : CompletableFuture.completedFuture(presence));
    }

    private Existence existence(ListDetails.Detailed found, String row) {
        if (found.entities().isEmpty()) {
            return found.flaws().isEmpty() ? Existence.GONE : Existence.UNKNOWN;
        }
        JsonNode shown = found.entities().get(0).at(entries);
        if (!shown.isArray()) {
            return Existence.UNKNOWN;
        }
        String id = row.substring(table.length() + 1);
        for (JsonNode entry : shown) {
            if (EntityId.of(entry.path("id")).equals(Optional.of(id))) {
                return Existence.THERE;
            }
        }
        return Existence.GONE;
    }
}
