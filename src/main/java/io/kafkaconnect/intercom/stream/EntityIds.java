package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** placeholder until merged with api.EntityId */
final class EntityIds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private EntityIds() {}

    static Optional<String> of(JsonNode entity) {
        JsonNode id = entity.path("id");
        boolean plain = entity.isObject() && (id.isTextual() || id.isIntegralNumber());
        return plain && ID.matcher(id.asText()).matches() ? Optional.of(id.asText()) : Optional.empty();
    }
}
