package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Completes what a list shows of an entity with the calls that its tables need. */
public interface Enricher {

    /** What became of it. */
    sealed interface Enriched {
        /**
         * The entity, as Intercom had it at {@code asOf}.
         *
         * @param refused why something of it is not there; empty where it is complete
         */
        record Complete(ObjectNode json, Instant asOf, Optional<Failure> refused) implements Enriched {
            /** A complete one. */
            public Complete(ObjectNode json, Instant asOf) {
                this(json, asOf, Optional.empty());
            }
        }

        /** Intercom says that it does not exist: deleted or merged since it was listed, if that is so. */
        record Vanished() implements Enriched {}

        /** Intercom does not give it, while it gives others. */
        record Inaccessible(Failure failure) implements Enriched {}

        /** All that was updated in a second, as its list shows it by now. */
        record ListedAgain(List<ListPage> pages) implements Enriched {}

        /** What either side of a span shows of it; {@code rest} is between them. */
        record ListedInPart(List<ListPage> pages, ParkedSpan rest) implements Enriched {}

        /** More of what was listed is needed than was {@linkplain Enricher#kept kept}: the list must be read again. */
        record Incomplete(String reason) implements Enriched {}
    }

    /**
     * Completes one entity.
     *
     * @param listed the entity in the list; may be changed
     * @param asOf when it was listed
     */
    CompletableFuture<Enriched> complete(ObjectNode listed, Instant asOf);

    /** The entity with that id, which was listed earlier. */
    CompletableFuture<Enriched> again(String id);

    /**
     * What must be kept of a listed entity until it is completed: many are read ahead.
     *
     * @param listed the entity in the list; may be changed
     */
    default ObjectNode kept(ObjectNode listed) {
        return listed;
    }

    /** How much memory the complete entity is likely to take, beside others: one is a few kilobytes. */
    default int weight(ObjectNode listed) {
        return 1;
    }

    /** Is shown each page before its entities are completed, as early as can be, for what can be asked for many at once. */
    default void page(List<ObjectNode> listed) {}

    /** How often something was found to be refused for every entity, which was taken for the matter of single ones before. */
    default int decisions() {
        return 0;
    }

    /** A new pass over the stream begins: what was looked up for the last one may have changed. */
    default void passBegins() {}

    /** What was left out, since it is not permitted, is asked for again as if it never had been refused. */
    default void forgetRefusals() {}
}
