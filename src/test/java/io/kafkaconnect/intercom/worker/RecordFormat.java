package io.kafkaconnect.intercom.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.storage.Converter;

/** The converters that write the records of a connector, and read them for a {@link SinkView}. The property {@code record.format} chooses them. */
enum RecordFormat {
    JSON("org.apache.kafka.connect.json.JsonConverter", "schemas.enable", "true"),
    AVRO("io.confluent.connect.avro.AvroConverter", "connect.meta.data", "true"),
    JSON_SCHEMA("io.confluent.connect.json.JsonSchemaConverter", "object.additional.properties", "false"),
    PROTOBUF("io.confluent.connect.protobuf.ProtobufConverter", "optional.for.nullables", "true");

    private final String converter;
    private final String setting;
    private final String value;

    RecordFormat(String converter, String setting, String value) {
        this.converter = converter;
        this.setting = setting;
        this.value = value;
    }

    static RecordFormat chosen() {
        return valueOf(System.getProperty("record.format", "json")
                .toUpperCase(Locale.ROOT)
                .replace('-', '_'));
    }

    /** The settings of a connector for its converters. */
    Map<String, String> connector() {
        Map<String, String> config = new HashMap<>();
        for (String prefix : List.of("key.converter", "value.converter")) {
            config.put(prefix, converter);
            settings().forEach((name, content) -> config.put(prefix + '.' + name, content));
        }
        return config;
    }

    /** With Confluent's registry for tests: all converters of one JVM share its schemas. */
    private Map<String, String> settings() {
        return this == JSON ? Map.of(setting, value) : Map.of(setting, value, "schema.registry.url", "mock://intercom");
    }

    /** A converter of keys or values that reads what the connector's converter wrote. */
    Converter converter(boolean isKey) {
        try {
            Converter made = Class.forName(converter)
                    .asSubclass(Converter.class)
                    .getDeclaredConstructor()
                    .newInstance();
            made.configure(settings(), isKey);
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(converter + " is on the class path only with -Pconfluent", e);
        }
    }
}
