package io.kafkaconnect.intercom.sandbox.truth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that every database accepts: U+FFFD replaces U+0000 and each unpaired surrogate. */
final class Characters {

    private static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    static String clean(String text) {
        if (text == null) {
            return null;
        }
        // A code point that is a surrogate is unpaired.
        return text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same for all texts in a JSON value, and for the names of its fields. */
    static Object clean(Object value) {
        if (value instanceof String text) {
            return clean(text);
        }
        if (value instanceof List<?> list) {
            // There may be null among them.
            List<Object> clean = new ArrayList<>();
            list.forEach(one -> clean.add(clean(one)));
            return clean;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> clean = new LinkedHashMap<>();
            map.forEach((name, one) -> clean.put(clean((String) name), clean(one)));
            return clean;
        }
        return value;
    }
}
