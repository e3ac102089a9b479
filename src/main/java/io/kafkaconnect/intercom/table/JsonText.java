package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.value.CleanText;
import io.kafkaconnect.intercom.value.IntercomNumber;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes JSON as compact text that every database accepts: sorted names, clean texts and names, numbers with all digits. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_DEPTH = StreamWriteConstraints.DEFAULT_MAX_DEPTH;

    private final JsonGenerator out;
    private boolean cleaned;

    private JsonText(JsonGenerator out) {
        this.out = out;
    }

    /** The node as text; null if it is nested too deep or contains a number that databases cannot store. */
    static String of(JsonNode node, ValueListener listener) {
        StringWriter text = new StringWriter();
        boolean cleaned;
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            JsonText writer = new JsonText(generator);
            if (!writer.write(node, 0)) {
                return null;
            }
            cleaned = writer.cleaned;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (cleaned) {
            listener.cleaned();
        }
        return text.toString();
    }

    /** Returns false if the node cannot be written. */
    private boolean write(JsonNode node, int depth) throws IOException {
        if (node.isContainerNode()) {
            return depth < MAX_DEPTH && (node.isArray() ? writeArray(node, depth + 1) : writeObject(node, depth + 1));
        }
        if (node.isNumber()) {
            return writeNumber(node);
        }
        if (node.isBoolean()) {
            out.writeBoolean(node.booleanValue());
        } else if (node.isNull() || node.isMissingNode()) {
            out.writeNull();
        } else {
            out.writeString(clean(node.asText()));
        }
        return true;
    }

    private boolean writeArray(JsonNode array, int depth) throws IOException {
        out.writeStartArray();
        for (JsonNode item : array) {
            if (!write(item, depth)) {
                return false;
            }
        }
        out.writeEndArray();
        return true;
    }

    private boolean writeObject(JsonNode object, int depth) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, JsonNode> field : sorted(object).entrySet()) {
            out.writeFieldName(field.getKey());
            if (!write(field.getValue(), depth)) {
                return false;
            }
        }
        out.writeEndObject();
        return true;
    }

    private boolean writeNumber(JsonNode node) throws IOException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            out.writeNumber(node.longValue());
            return true;
        }
        BigDecimal number = IntercomNumber.decimal(node);
        if (number == null || !DecimalText.isStorable(number)) {
            return false;
        }
        out.writeNumber(DecimalText.of(number));
        return true;
    }

    private SortedMap<String, JsonNode> sorted(JsonNode object) {
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        SortedMap<String, JsonNode> unclean = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            (CleanText.isClean(field.getKey()) ? fields : unclean).put(field.getKey(), field.getValue());
        }
        if (!unclean.isEmpty()) {
            cleaned = true;
            Map<String, Integer> numbers = new HashMap<>();
            unclean.forEach((name, value) -> fields.put(unused(CleanText.of(name), fields, numbers), value));
        }
        return fields;
    }

    /** Appends a number to a name that another field has: cleaning may make two names equal, and no value may be lost. */
    private static String unused(String name, Map<String, JsonNode> fields, Map<String, Integer> numbers) {
        String free = name;
        while (fields.containsKey(free)) {
            free = name + numbers.merge(name, 1, Integer::sum);
        }
        return free;
    }

    private String clean(String text) {
        if (CleanText.isClean(text)) {
            return text;
        }
        cleaned = true;
        return CleanText.of(text);
    }
}
