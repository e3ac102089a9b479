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
 * What a column holds: its schema, and the conversion from what Intercom sends. The conversion is tolerant, as one field may come as a
 * number, as text or as null, depending on endpoint and API version. It never fails: what cannot be is null, and said to a listener. Text is
 * clean in every column: see {@link CleanText}.
 */
public enum ColumnType {
    /** Text. Numbers and booleans become text, as ids come either way; empty text stays. */
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

    /** The name by which Debezium's sink knows a JSON column; to others it is a string. */
    static final String JSON_SCHEMA = "io.debezium.data.Json";

    abstract SchemaBuilder builder();

    /** The converted value, null if it cannot be; the node is neither missing nor null. */
    abstract Object value(JsonNode node, ValueListener listener);

    /** The schema of a column that may be null. It has no default: sinks would read null as that. */
    public Schema optional(String doc) {
        return builder().optional().doc(doc).build();
    }

    /** The schema of a key column. */
    public Schema required(String doc) {
        return builder().required().doc(doc).build();
    }

    /**
     * The value for a column of this type, null when missing, null, or blank where no text is wanted.
     *
     * @param listener hears of a value that cannot be converted, for which the result is null too, and of one that was cleaned
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
