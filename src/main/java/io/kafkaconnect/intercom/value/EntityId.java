package io.kafkaconnect.intercom.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Reads ids of Intercom: 1 to 100 ASCII letters, digits, dots, underscores and hyphens, or a whole number. Ids become parts of paths, of keys
 * joined by slashes and of lines of text. An id never holds a separator of these. {@code .} and {@code ..} are not ids: in a path they lead
 * elsewhere.
 */
public final class EntityId {
    private static final int MAX_LENGTH = 100;

    /** More bits than a number of {@link #MAX_LENGTH} digits has. Larger numbers are not converted to text. */
    private static final int MAX_BITS = 340;

    private EntityId() {}

    /** The id as text; empty if the node is not an id. */
    public static Optional<String> of(JsonNode node) {
        if (node.isTextual()) {
            return Optional.of(node.textValue()).filter(EntityId::isValid);
        }
        if (!node.isIntegralNumber()) {
            return Optional.empty();
        }
        if (node.canConvertToLong()) {
            return Optional.of(Long.toString(node.longValue()));
        }
        return Optional.of(node.bigIntegerValue())
                .filter(number -> number.bitLength() <= MAX_BITS)
                .map(Object::toString)
                .filter(EntityId::isValid);
    }

    /** Whether each entry of a list is an object with an id. */
    public static boolean areIn(JsonNode list) {
        for (JsonNode entry : list) {
            if (of(entry.path("id")).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is an id. */
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '.'
                || letter == '_'
                || letter == '-';
    }
}
