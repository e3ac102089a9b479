package io.kafkaconnect.intercom.sandbox.truth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts as every store takes them: with U+FFFD in place of U+0000 and of each half of a pair of surrogates that is alone. */
final class Characters {

    private static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    static String clean(String text) {
        if (text == null) {
            return null;
        }
        // A code point that is a surrogate is one that is alone.
        return text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same of all texts in a value of JSON, and of the names of its fields. */
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
