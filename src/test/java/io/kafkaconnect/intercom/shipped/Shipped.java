package io.kafkaconnect.intercom.shipped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A file that users get, and the settings of connectors and workers in it. */
public record Shipped(Path path, Kind kind) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The kinds of files, recognized by their path. */
    public enum Kind {
        REST_BODY("config/intercom-.*[.]json"),
        REST_SETTINGS("docker/intercom[.]json"),
        CONNECTOR("config/intercom-.*[.]properties"),
        WORKER("config/connect-.*[.]properties"),
        SINK("config/sinks/.*[.]json"),
        SINK_SQL("config/sinks/.*[.]sql"),
        STRIMZI("config/strimzi[.]yaml"),
        MONITORING("config/monitoring/[\\w-]+[.]yml"),
        GRAFANA("config/monitoring/grafana/.*[.](yml|json)"),
        COMPOSE("docker/compose[.]yaml"),
        DOCKERFILE("docker/Dockerfile");

        private final String paths;

        Kind(String paths) {
            this.paths = paths;
        }

        private static Kind of(Path path) {
            return Stream.of(values())
                    .filter(kind -> path.toString().replace('\\', '/').matches(kind.paths))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Nobody checks " + path + ": say what kind of file it is"));
        }
    }

    /** The file of that path in the project. */
    public static Shipped at(String path) {
        Path file = Path.of(path);
        return new Shipped(file, Kind.of(file));
    }

    /** All files in both folders and below. */
    public static List<Shipped> all() {
        return Stream.of("config", "docker")
                .flatMap(folder -> list(Path.of(folder)))
                .sorted()
                .map(path -> new Shipped(path, Kind.of(path)))
                .toList();
    }

    /** The settings of the connector in the file, as Connect gets them; empty if there is none. */
    public Map<String, String> connector() {
        return switch (kind) {
            case REST_BODY -> {
                JsonNode body = json();
                Map<String, String> settings = flat(body.path("config"));
                settings.put("name", body.path("name").asText());
                yield settings;
            }
            case REST_SETTINGS -> {
                Map<String, String> settings = flat(json());
                settings.put("name", "intercom");
                yield settings;
            }
            case CONNECTOR -> properties();
            case STRIMZI -> {
                JsonNode resource = document("KafkaConnector");
                Map<String, String> settings = flat(resource.at("/spec/config"));
                settings.put("name", resource.at("/metadata/name").asText());
                settings.put("connector.class", resource.at("/spec/class").asText());
                settings.put("tasks.max", resource.at("/spec/tasksMax").asText());
                yield settings;
            }
            case WORKER, SINK, SINK_SQL, MONITORING, GRAFANA, COMPOSE, DOCKERFILE -> Map.of();
        };
    }

    /** The settings of the sink in the file, with its name; empty if there is none. */
    public Map<String, String> sink() {
        if (kind != Kind.SINK) {
            return Map.of();
        }
        Map<String, String> settings = flat(json().path("config"));
        settings.put("name", json().path("name").asText());
        return settings;
    }

    /** The settings of the worker in the file, as it gets them; empty if there are none. */
    public Map<String, String> worker() {
        return switch (kind) {
            case WORKER -> properties();
            case STRIMZI -> {
                JsonNode spec = document("KafkaConnect").path("spec");
                Map<String, String> settings = flat(spec.path("config"));
                settings.put("bootstrap.servers", spec.path("bootstrapServers").asText());
                settings.put("group.id", spec.path("groupId").asText());
                settings.put(
                        "config.storage.topic", spec.path("configStorageTopic").asText());
                settings.put(
                        "offset.storage.topic", spec.path("offsetStorageTopic").asText());
                settings.put(
                        "status.storage.topic", spec.path("statusStorageTopic").asText());
                yield settings;
            }
            case COMPOSE -> {
                Map<String, String> settings = new TreeMap<>();
                flat(yaml().get(0).at("/services/connect/environment")).forEach((name, value) -> {
                    if (name.startsWith("CONNECT_")) {
                        settings.put(name.substring(8).toLowerCase(Locale.ROOT).replace('_', '.'), value);
                    }
                });
                yield settings;
            }
            case REST_BODY, REST_SETTINGS, CONNECTOR, SINK, SINK_SQL, MONITORING, GRAFANA, DOCKERFILE -> Map.of();
        };
    }

    JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (IOException broken) {
            throw new UncheckedIOException(path.toString(), broken);
        }
    }

    List<JsonNode> yaml() {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text())) {
            return documents.readAll();
        } catch (IOException broken) {
            throw new UncheckedIOException(path.toString(), broken);
        }
    }

    String text() {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private JsonNode document(String kindOfResource) {
        return yaml().stream()
                .filter(document -> document.path("kind").asText().equals(kindOfResource))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> properties() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text()));
        } catch (IOException broken) {
            throw new UncheckedIOException(path.toString(), broken);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return settings;
    }

    private static Map<String, String> flat(JsonNode object) {
        Map<String, String> settings = new TreeMap<>();
        object.properties()
                .forEach(field -> settings.put(field.getKey(), field.getValue().asText()));
        return settings;
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
