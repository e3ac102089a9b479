package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out whether an entity that its lists did not show exists nevertheless. */
final class EntityLookup {
    private final ExistenceCheck byId;
    private final List<ListSource> sources;

    EntityLookup(IntercomApi intercom, List<ListSource> sources) {
        this.byId = new ExistenceCheck(intercom);
        this.sources = sources;
    }

    /** An entity is gone if it is in none of the lists. */
    CompletableFuture<Existence> look(String id) {
        return look(sources, id);
    }

    private CompletableFuture<Existence> look(List<ListSource> lists, String id) {
        Optional<String> path = lists.get(0).byId();
        if (path.isEmpty()) {
            // Only the list can tell: another pass has to confirm that it lacks the entity.
            return CompletableFuture.completedFuture(Existence.UNLISTED);
        }
        return byId.presence(path.get(), id).thenCompose(presence -> {
            List<ListSource> others = lists.subList(1, lists.size());
            return presence == Existence.GONE && !others.isEmpty()
                    ? look(others, id)
                    : CompletableFuture.completedFuture(presence);
        });
    }
}
