package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A pass over a list that does not show all of its entities: each is requested by its id. An entity that is gone meanwhile is left out, and one
 * that Intercom refuses is left out with a flaw.
 */
public final class DetailedList implements ListPass {
    private final IntercomApi intercom;
    private final ListPass list;
    private final String path;

    /**
     * A pass over this list.
     *
     * @param path the path of one of its entities, with braces for the id
     */
    public DetailedList(IntercomApi intercom, ListPass list, String path) {
        this.intercom = intercom;
        this.list = list;
        this.path = path;
    }

    @Override
    public CompletableFuture<Page> next() {
        return list.next().thenCompose(this::detailed);
    }

    private CompletableFuture<Page> detailed(Page page) {
        List<CompletableFuture<Reply>> replies =
                page.entities().stream().map(this::request).toList();
        return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        page(page, replies.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Reply> request(ObjectNode listed) {
        String id = EntityId.of(listed.path("id")).orElseThrow();
        return intercom.send(Request.get(path, id).about(id).asDetail());
    }

    private static Page page(Page listed, List<Reply> replies) {
        List<ObjectNode> entities = new ArrayList<>();
        List<EntryFlaw> flaws = new ArrayList<>(listed.flaws());
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            Optional<Failure> refused = refused(reply);
            if (refused.isPresent()) {
                flaws.add(
                        new EntryFlaw(EntryFlaw.FlawKind.WITHHELD, refused.get().describe()));
            } else if (!(reply instanceof Reply.NotFound)) {
                ObjectNode entity = reply.orThrow().body();
                if (isSame(entity, listed.entities().get(i))) {
                    entities.add(entity);
                } else {
                    String what = "the response to " + reply.orThrow().request() + " shows another entity";
                    flaws.add(new EntryFlaw(EntryFlaw.FlawKind.MALFORMED, what));
                }
            }
        }
        return new Page(entities, flaws, listed.asOf(), listed.last());
    }

    private static boolean isSame(ObjectNode entity, ObjectNode listed) {
        return EntityId.of(entity.path("id")).equals(EntityId.of(listed.path("id")));
    }

    private static Optional<Failure> refused(Reply reply) {
        return reply instanceof Reply.Rejected rejected ? Optional.of(rejected.failure()) : reply.withheld();
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
