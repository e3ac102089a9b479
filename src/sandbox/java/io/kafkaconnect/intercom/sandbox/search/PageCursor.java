package io.kafkaconnect.intercom.sandbox.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** The end of a page. The server keeps no state: the search continues after this sort value and id, even if entities have moved. */
public record PageCursor(Comparable<?> value, String id, int page) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static PageCursor decode(String text) {
        try {
            JsonNode json = JSON.readTree(Base64.getDecoder().decode(text));
            JsonNode value = json.path(0);
            if (json.size() != 3 || !json.path(1).isTextual() || !json.path(2).isInt() || !value.isValueNode()) {
                throw invalid();
            }
            Comparable<?> sortValue = value.isIntegralNumber() ? Long.valueOf(value.longValue()) : value.asText();
            return new PageCursor(
                    sortValue, json.path(1).textValue(), json.path(2).intValue());
        } catch (IllegalArgumentException | IOException e) {
            throw invalid();
        }
    }

    String encode() {
        try {
            return Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(List.of(value, id, page)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Refusal invalid() {
        return Refusal.wrongCursor();
    }
}
