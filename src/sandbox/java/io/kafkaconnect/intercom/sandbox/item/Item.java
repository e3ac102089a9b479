package io.kafkaconnect.intercom.sandbox.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An entity of a small list.
 *
 * @param json everything that Intercom knows of it; never changed
 */
public record Item(ItemKind kind, String id, ObjectNode json) {

    /** When it was updated, in epoch seconds; 0 if it has no such time. */
    public long updatedAt() {
        JsonNode time = json.path("updated_at");
        return time.isTextual() ? Instant.parse(time.textValue()).getEpochSecond() : time.asLong();
    }
}
