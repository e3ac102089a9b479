package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.reader.ListPass;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests what a whole list does not show of its entities. */
public interface ListDetails {

    /**
     * The result.
     *
     * @param entities the entities with their details. Those without are left out, unless what the list shows of them has rows of its own
     * @param flaws one for each refused request
     */
    record Detailed(List<ObjectNode> entities, List<ListPass.EntryFlaw> flaws) {}

    /**
     * Requests the details of some entities.
     *
     * @param listed entities as the list shows them; each has an id
     */
    CompletableFuture<Detailed> of(List<ObjectNode> listed);
}
