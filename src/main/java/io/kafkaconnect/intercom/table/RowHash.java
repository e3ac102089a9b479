package io.kafkaconnect.intercom.table;

import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * A 64-bit hash of rows: FNV-1a over longs and chars, followed by the last step of murmur3. Each value is preceded by a tag of its type, and text
 * by its length, so that different rows are different sequences. The results are stored: never change the algorithm.
 */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date
final class RowHash {

    private static final long PRIME = 0x100000001b3L;

    private static final String SIGNATURE = "signature=";
    private static final Pattern SIGNED_PARAMETER =
            Pattern.compile("([?&](?:amp;)?)(?:expires|signature|req)=[^&\\s\"'<>)\\]]*");

    private long hash = 0xcbf29ce484222325L;

    RowHash add(Struct struct) {
        return add(struct, Integer.MAX_VALUE, Set.of());
    }

    /** Adds only the first fields, without those of these names. */
    RowHash add(Struct struct, int first, Set<String> without) {
        if (struct == null) {
            mix(0);
            return this;
        }
        List<Field> fields = struct.schema().fields();
        int count = Math.min(first, fields.size());
        mix(1);
        mix(count);
        for (int i = 0; i < count; i++) {
            if (without.isEmpty() || !without.contains(fields.get(i).name())) {
                add(struct.get(fields.get(i)));
            }
        }
        return this;
    }

    long value() {
        long mixed = hash;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private void add(Object value) {
        if (value == null) {
            mix(2);
        } else if (value instanceof String given) {
            String text = unsigned(given);
            mix(3);
            mix(text.length());
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
        } else if (value instanceof Long number) {
            mix(4);
            mix(number);
        } else if (value instanceof Double number) {
            mix(5);
            mix(Double.doubleToLongBits(number));
        } else if (value instanceof Boolean flag) {
            mix(flag ? 6 : 7);
        } else if (value instanceof Date time) {
            mix(8);
            mix(time.getTime());
        } else {
            throw new IllegalStateException("No column type has values of " + value.getClass());
        }
    }

    /** Each response of Intercom signs the addresses of files again. A row in which nothing else differs is unchanged. */
    private static String unsigned(String text) {
        return text.contains(SIGNATURE) ? SIGNED_PARAMETER.matcher(text).replaceAll("$1") : text;
    }

    /** The shift moves high bits down, which a multiplication alone never does. */
    private void mix(long bits) {
        hash = (hash ^ bits) * PRIME;
        hash ^= hash >>> 32;
    }
}
