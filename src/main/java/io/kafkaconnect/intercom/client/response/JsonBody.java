package io.kafkaconnect.intercom.client.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A response body as JSON. Numbers keep every digit. A single bad value does not make the body unreadable: a number that is too long and a
 * structure that is too deep become null, and a byte that is not UTF-8 becomes U+FFFD. A body that ends in the middle is unreadable.
 *
 * @param json a missing node if the body is unreadable
 * @param leftOut number of values that became null
 * @param garbled whether some bytes were not UTF-8 and were replaced
 */
record JsonBody(JsonNode json, int leftOut, boolean garbled) {
    /** Maximum number of digits on either side of the decimal point, if the number is written without an exponent. */
    static final int MAX_DIGITS = 1_000;

    /** Maximum depth of nested objects and arrays. Writing JSON takes one nested call per level. */
    static final int MAX_DEPTH = 512;

    private static final JsonBody UNREADABLE = new JsonBody(MissingNode.getInstance(), 0, false);

    private static final JsonMapper STRICT = JsonMapper.builder(factory(MAX_DIGITS, MAX_DEPTH)
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .nodeFactory(new Exact())
            .build();

    private static final JsonFactory LENIENT = factory(Integer.MAX_VALUE, Integer.MAX_VALUE)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            // Foreign parties choose the names, and may choose many with the same hash.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static JsonFactoryBuilder factory(int digits, int depth) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(digits)
                        .maxNestingDepth(depth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build());
    }

    /** A number that its exponent makes too long. */
    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps decimals as they are written. */
    private static final class Exact extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        Exact() {
            super(true);
        }

        @Override
        public ValueNode numberNode(BigDecimal value) {
            if (value != null && isTooLong(value)) {
                throw new TooLongException();
            }
            return super.numberNode(value);
        }
    }

    /** Parses the body; never throws. */
    static JsonBody of(byte[] body) {
        if (body.length == 0) {
            return UNREADABLE;
        }
        try {
            return new JsonBody(STRICT.readTree(body), 0, false);
        } catch (IOException | RuntimeException odd) {
            return lenient(body);
        }
    }

    private static JsonBody lenient(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try (JsonParser parser = LENIENT.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            JsonBody built = new Builder(parser).build();
            return new JsonBody(built.json(), built.leftOut(), isGarbled(body));
        } catch (IOException | RuntimeException noJson) {
            return UNREADABLE;
        }
    }

    private static boolean isGarbled(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return false;
        } catch (CharacterCodingException garbled) {
            return true;
        }
    }

    private static boolean isTooLong(BigDecimal value) {
        long scale = value.scale();
        return scale > MAX_DIGITS || value.precision() - scale > MAX_DIGITS;
    }

    /** Builds the JSON value by value, with null for a value that cannot be built. */
    private static final class Builder {
        private static final JsonNodeFactory NODES = STRICT.getNodeFactory();

        private final JsonParser parser;
        private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
        private int leftOut;

        Builder(JsonParser parser) {
            this.parser = parser;
        }

        JsonBody build() throws IOException {
            JsonNode whole = MissingNode.getInstance();
            JsonToken token = parser.nextToken();
            if (token == null) {
                return UNREADABLE;
            }
            do {
                if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    open.pop();
                } else if (token != JsonToken.FIELD_NAME) {
                    JsonNode node = node(token);
                    whole = open.isEmpty() ? node : whole;
                    put(node);
                    if (node instanceof ContainerNode<?> container) {
                        open.push(container);
                    }
                }
                token = open.isEmpty() ? null : parser.nextToken();
            } while (token != null);
            return new JsonBody(whole, leftOut, false);
        }

        private void put(JsonNode node) throws IOException {
            if (open.peek() instanceof ObjectNode object) {
                object.set(parser.currentName(), node);
            } else if (open.peek() instanceof ArrayNode array) {
                array.add(node);
            }
        }

        private JsonNode node(JsonToken token) throws IOException {
            return switch (token) {
                case START_OBJECT -> open.size() < MAX_DEPTH ? NODES.objectNode() : skipped();
                case START_ARRAY -> open.size() < MAX_DEPTH ? NODES.arrayNode() : skipped();
                case VALUE_STRING -> NODES.textNode(parser.getText());
                case VALUE_TRUE -> NODES.booleanNode(true);
                case VALUE_FALSE -> NODES.booleanNode(false);
                case VALUE_NULL -> NODES.nullNode();
                case VALUE_NUMBER_INT -> parser.getTextLength() > MAX_DIGITS ? leftOut() : whole(parser.getText());
                default -> parser.getTextLength() > MAX_DIGITS ? leftOut() : decimal(parser.getText());
            };
        }

        private static JsonNode whole(String digits) {
            BigInteger value = new BigInteger(digits);
            if (value.bitLength() < Integer.SIZE) {
                return NODES.numberNode(value.intValue());
            }
            return value.bitLength() < Long.SIZE ? NODES.numberNode(value.longValue()) : NODES.numberNode(value);
        }

        private JsonNode decimal(String number) {
            try {
                BigDecimal value = new BigDecimal(number);
                return isTooLong(value) ? leftOut() : NODES.numberNode(value);
            } catch (NumberFormatException none) {
                return leftOut();
            }
        }

        private JsonNode skipped() throws IOException {
            parser.skipChildren();
            return leftOut();
        }

        private JsonNode leftOut() {
            leftOut++;
            return NODES.nullNode();
        }
    }
}
