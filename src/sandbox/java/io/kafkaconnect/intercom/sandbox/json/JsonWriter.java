package io.kafkaconnect.intercom.sandbox.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Consumer;

/** Writes JSON straight to bytes, without a tree in between. */
public final class JsonWriter {

    private static final ObjectMapper VALUES = new JsonMapper();
    private static final JsonFactory FACTORY = VALUES.getFactory();

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static final int ASCII = 0x7F;

    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /** One JSON object. */
    public static byte[] object(Consumer<JsonWriter> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            new JsonWriter(generator).item(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An object as an element of a list. */
    JsonWriter item(Consumer<JsonWriter> content) {
        return step(() -> {
            out.writeStartObject();
            content.accept(this);
            out.writeEndObject();
        });
    }

    public JsonWriter object(String name, Consumer<JsonWriter> content) {
        return step(() -> {
            out.writeFieldName(name);
            item(content);
        });
    }

    /** A list of objects. */
    public <T> JsonWriter list(String name, Iterable<T> things, Listed<T> each) {
        return step(() -> {
            out.writeArrayFieldStart(name);
            for (T thing : things) {
                if (thing == null) {
                    out.writeNull();
                } else {
                    item(json -> each.write(json, thing));
                }
            }
            out.writeEndArray();
        });
    }

    public JsonWriter numbers(String name, Iterable<String> numbers) {
        return step(() -> {
            out.writeArrayFieldStart(name);
            for (String number : numbers) {
                out.writeNumber(Long.parseLong(number));
            }
            out.writeEndArray();
        });
    }

    public JsonWriter put(String name, String value) {
        return step(() -> {
            out.writeFieldName(name);
            escaping(value, () -> out.writeString(value));
        });
    }

    public JsonWriter put(String name, boolean value) {
        return step(() -> out.writeBooleanField(name, value));
    }

    public JsonWriter put(String name, Long value) {
        return value == null ? nothing(name) : step(() -> out.writeNumberField(name, value));
    }

    public JsonWriter put(String name, long value) {
        return step(() -> out.writeNumberField(name, value));
    }

    public JsonWriter put(String name, double value) {
        return step(() -> out.writeNumberField(name, value));
    }

    public JsonWriter nothing(String name) {
        return step(() -> out.writeNullField(name));
    }

    /** Writes unpaired surrogates as escapes; there is no other form. */
    private void escaping(Object value, Step writing) throws IOException {
        out.setHighestNonEscapedChar(HalfSurrogates.in(value) ? ASCII : 0);
        writing.run();
        out.setHighestNonEscapedChar(0);
    }

    /** A map, list or plain value. */
    public JsonWriter value(String name, Object value) {
        return step(() -> {
            out.writeFieldName(name);
            escaping(value, () -> VALUES.writeValue(out, value));
        });
    }

    /** The members of an object, except some. */
    public JsonWriter members(ObjectNode object, Set<String> omitted) {
        object.properties().stream()
                .filter(member -> !omitted.contains(member.getKey()))
                .forEach(member -> value(member.getKey(), member.getValue()));
        return this;
    }

    /** Writes the fields of one entry. */
    @FunctionalInterface
    public interface Listed<T> {
        void write(JsonWriter json, T thing);
    }

    private JsonWriter step(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
