package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Completes a listed entity with the further requests that its tables need. */
public interface Enricher {

    /** The outcome for an entity. */
    sealed interface Enriched {
        /**
         * The entity, as Intercom had it at {@code asOf}.
         *
         * @param refused why a part of the entity is missing; empty if it is complete
         */
        record Complete(ObjectNode json, Instant asOf, Optional<Failure> refused) implements Enriched {
            /** An entity without a missing part. */
            public Complete(ObjectNode json, Instant asOf) {
                this(json, asOf, Optional.empty());
            }
        }

        /** Intercom answers that the entity does not exist. It may have been deleted or merged since it was listed. */
        record Vanished() implements Enriched {}

        /** The list names an entity of which no table has a row now. A later pass may find that one has. */
        record Unwanted() implements Enriched {}

        /** Intercom refuses the entity and gives others. */
        record Inaccessible(Failure failure) implements Enriched {}

        /** All entities updated in a span, as the list shows them now. */
        record ListedAgain(List<ListPage> pages) implements Enriched {}

        /** The entities on both sides of a span. Intercom refuses the {@code rest} between them. */
        record ListedInPart(List<ListPage> pages, ParkedSpan rest) implements Enriched {}

        /** The completion needs more fields than were {@linkplain Enricher#retainForEnrichment retained}: the list must be read again. */
        record Incomplete(String reason) implements Enriched {}

        /** The outcome for an entity that Intercom does not give: it is inaccessible if there is a refusal, and has vanished otherwise. */
        static Enriched missing(Optional<Failure> refusal) {
            return refusal.<Enriched>map(Inaccessible::new).orElseGet(Vanished::new);
        }
    }

    /** Completes a listed entity. Cancelling the future may take back its request. It may change the JSON of an entity that is not {@linkplain ListedEntity#isReduced reduced}. */
    CompletableFuture<Enriched> complete(ListedEntity listed);

    /** Requests an entity that was listed earlier by its id. */
    CompletableFuture<Enriched> again(String id);

    /** The listed entity with the fields that its completion needs. That saves memory, since many entities are read ahead. */
    default ListedEntity retainForEnrichment(ListedEntity listed) {
        return listed;
    }

    /** The estimated memory of the complete entity, in bytes. */
    default long memory(ListedEntity listed) {
        return PartSizes.USUAL;
    }

    /** Receives each page before the completion of its entities, so that one request can serve many of them. */
    default void page(List<ListedEntity> listed) {}

    /** The number of parts that Intercom turned out to refuse for all entities, and not for single ones only. */
    default int decisions() {
        return 0;
    }

    /** A new pass over the stream begins. The results of earlier lookups may have changed. */
    default void passBegins() {}

    /** Forgets which parts are not permitted, so that they are requested again. */
    default void forgetRefusals() {}
}
