package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/**
 * What a column holds: its schema, and the conversion from what Intercom sends. The conversion is tolerant, as one field may come as a
 * number, as text or as null, depending on endpoint and API version. It never fails: what cannot be is null, and said to a listener.
 */
public enum ColumnType {
    /** Text. Numbers and booleans become text, as ids come either way; empty text stays. */
    STRING {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.string();
        }

        @Override
        Object value(JsonNode node) {
            if (node.isTextual()) {
                return node.textValue();
            }
            if (node.isNumber()) {
                Long whole =
                        node.canConvertToExactIntegral() && node.canConvertToLong() ? (Long) node.longValue() : null;
                return whole == null ? node.asText() : whole.toString();
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
        Object value(JsonNode node) {
            return Times.from(node);
        }
    },
    /** A count or a number of seconds; a fraction is rounded. */
    INT64 {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.int64();
        }

        @Override
        Object value(JsonNode node) {
            return Numbers.whole(node);
        }
    },
    /** Money or a ratio. */
    FLOAT64 {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.float64();
        }

        @Override
        Object value(JsonNode node) {
            return Numbers.real(node);
        }
    },
    /** A flag: true or false, also as text, also as 1 or 0. */
    BOOLEAN {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.bool();
        }

        @Override
        Object value(JsonNode node) {
            if (node.isBoolean()) {
                return node.booleanValue();
            }
            if (!node.isTextual() && !node.isNumber()) {
                return null;
            }
            return switch (node.asText().strip().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> null;
            };
        }
    },
    /** A free-form object as compact JSON with sorted keys, so that equal content is equal text. */
    JSON {
        @Override
        SchemaBuilder builder() {
            return SchemaBuilder.string().name(JSON_SCHEMA).version(1);
        }

        @Override
        Object value(JsonNode node) {
            try {
                return SORTED.writeValueAsString(node);
            } catch (JsonProcessingException e) {
                return null;
            }
        }
    };

    /** The name by which Debezium's sink knows a JSON column; to others it is a string. */
    static final String JSON_SCHEMA = "io.debezium.data.Json";

    private static final ObjectWriter SORTED = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build()
            .writer();

    abstract SchemaBuilder builder();

    /** The converted value, null if it cannot be; the node is neither missing nor null. */
    abstract Object value(JsonNode node);

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
     * @param onBad called when there is a value that cannot be converted; the result is null then too
     */
    public Object convert(JsonNode node, Runnable onBad) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isTextual()
                && this != STRING
                && this != JSON
                && node.textValue().isBlank()) {
            return null;
        }
        Object value = value(node);
        if (value == null) {
            onBad.run();
        }
        return value;
    }
}
