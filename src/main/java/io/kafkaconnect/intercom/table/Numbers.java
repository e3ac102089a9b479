package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Numbers out of JSON numbers and numeric text; null for all else. */
final class Numbers {

    /** Short enough that parsing costs nothing, whatever Intercom sends. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{0,40})?([eE][+-]?\\d{1,3})?");

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");

    /** The exact powers of two between which a double can be rounded to a long. */
    private static final double LONG_LIMIT = 0x1p63;

    private Numbers() {}

    static Long whole(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Long) node.longValue() : null;
        }
        if (node.isTextual()) {
            String text = node.textValue().strip();
            if (INTEGER.matcher(text).matches()) {
                return Long.valueOf(text);
            }
        }
        Double real = real(node);
        return real != null && real >= -LONG_LIMIT && real < LONG_LIMIT ? (Long) Math.round(real) : null;
    }

    static Double real(JsonNode node) {
        if (node.isNumber()) {
            return finite(node.doubleValue());
        }
        if (node.isTextual()) {
            String text = node.textValue().strip();
            return DECIMAL.matcher(text).matches() ? finite(Double.parseDouble(text)) : null;
        }
        return null;
    }

    private static Double finite(double number) {
        return Double.isFinite(number) ? (Double) number : null;
    }
}
