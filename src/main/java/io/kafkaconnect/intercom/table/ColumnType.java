package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.value.CleanText;
import io.kafkaconnect.intercom.value.IntercomNumber;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.math.BigDecimal;
import java.util.Date;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The type of a column: its schema, and the conversion from Intercom's JSON. The conversion is tolerant, because a field may be a number, text or
 * null, depending on endpoint and API version. It never fails: a value that does not fit becomes null, and a listener is called. Text is
 * clean in every column: see {@link CleanText}.
 */
public enum ColumnType {
    /** Text. Numbers and booleans become text, because an id may be a number or text. Empty text stays. */
    STRING {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.string();
        }

        @Override
        Object value(JsonNode node, ValueListener listener) {
            if (node.isTextual()) {
                return clean(node.textValue(), listener);
            }
            if (node.isNumber()) {
                BigDecimal number = IntercomNumber.decimal(node);
                return number == null ? null : DecimalText.of(DecimalText.shortest(number));
            }
            return node.isBoolean() ? node.asText() : null;
        }
    },
    /** An instant in milliseconds, UTC: from epoch seconds, epoch milliseconds or ISO-8601, as number or text. */
    TIMESTAMP {
        @Override
        SchemaBuilder builder() {
            return Timestamp.builder();
        }

        @Override
        @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date
        Object value(JsonNode node, ValueListener listener) {
            OptionalLong millis = IntercomTime.millis(node);
            return millis.isPresent() ? new Date(millis.getAsLong()) : null;
        }
    },
    /** A count or a number of seconds; a fraction is rounded. */
    INT64 {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.int64();
        }

        @Override
        Object value(JsonNode node, ValueListener listener) {
            return IntercomNumber.whole(node);
        }
    },
    /** Money or a ratio. */
    FLOAT64 {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.float64();
        }

        @Override
        Object value(JsonNode node, ValueListener listener) {
            return IntercomNumber.real(node);
        }
    },
    /** A flag: true or false, also as text, also as 1 or 0. */
    BOOLEAN {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.bool();
        }

        @Override
        Object value(JsonNode node, ValueListener listener) {
            if (node.isBoolean()) {
                return node.booleanValue();
            }
            if (!node.isTextual() && !node.canConvertToInt()) {
                return null;
            }
            return switch (node.asText().strip().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> null;
            };
        }
    },
    /** A free-form object as compact JSON with sorted names, so that equal content is equal text. */
    JSON {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.string().name(JSON_SCHEMA).version(1);
        }

        @Override
        Object value(JsonNode node, ValueListener listener) {
            return JsonText.of(node, listener);
        }
    };

    /** Debezium's sink recognizes a JSON column by this name; other sinks see a string. */
    static final String JSON_SCHEMA = "io.debezium.data.Json";

    abstract SchemaBuilder builder();

    /** The converted value, null if it cannot be; the node is neither missing nor null. */
    abstract Object value(JsonNode node, ValueListener listener);

    /** The schema of a column that may be null. It has no default, because sinks would replace null by the default. */
    public Schema optional(String doc) {
        return builder().optional().doc(doc).build();
    }

    /** The schema of a key column. */
    public Schema required(String doc) {
        return builder().required().doc(doc).build();
    }

    /**
     * Converts a value. A missing value, null, and blank text in a column without text become null.
     *
     * @param listener called for a value that cannot be converted, which also becomes null, and for a value that was cleaned
     */
    Object convert(JsonNode node, ValueListener listener) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isTextual()
                && this != STRING
                && this != JSON
                && node.textValue().isBlank()) {
            return null;
        }
        Object value = value(node, listener);
        if (value == null) {
            listener.bad();
        }
        return value;
    }

    private static String clean(String text, ValueListener listener) {
        if (CleanText.isClean(text)) {
            return text;
        }
        listener.cleaned();
        return CleanText.of(text);
    }
}
