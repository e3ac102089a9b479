package io.kafkaconnect.intercom.sandbox.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Finds unpaired surrogates. */
final class HalfSurrogates {

    private HalfSurrogates() {}

    /** Whether a JSON value contains an unpaired surrogate. */
    static boolean in(Object value) {
        if (value instanceof String text) {
            return in(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(HalfSurrogates::in);
        }
        if (value instanceof JsonNode node) {
            return node.isTextual()
                    ? in(node.textValue())
                    : StreamSupport.stream(node.spliterator(), false).anyMatch(HalfSurrogates::in);
        }
        return value instanceof Map<?, ?> map
                && map.entrySet().stream().anyMatch(entry -> in(entry.getKey()) || in(entry.getValue()));
    }

    private static boolean in(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
