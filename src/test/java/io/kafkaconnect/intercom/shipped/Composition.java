package io.kafkaconnect.intercom.shipped;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What {@code docker/compose.yaml} starts: its services and the volumes that keep their data. */
record Composition(Map<String, Service> services, Set<String> volumes) {
    private static final Shipped FILE = Shipped.at("docker/compose.yaml");
    private static final Pattern VARIABLE = Pattern.compile("[$]\\{(\\w+)(?::?-([^}]*))?}");

    /** A variable of the environment of Compose, and its value where that environment has none. */
    record Variable(String name, String byDefault) {}

    /** A port of this machine, such as {@code 127.0.0.1:5433}, and the port of the service behind it. */
    record Port(String address, int outside, int inside) {
        private static Port of(String text) {
            String[] parts = text.split(":", -1);
            return new Port(parts[0] + ":" + parts[1], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    /** What a service sees as {@code target}: a named volume, or a file or folder of the project. */
    record Mount(String source, String target, boolean readOnly) {
        private static Mount of(String text) {
            String[] parts = text.split(":", -1);
            return new Mount(parts[0], parts[1], parts.length > 2 && parts[2].equals("ro"));
        }

        boolean isVolume() {
            return !source.startsWith(".");
        }

        Path path() {
            return Path.of("docker").resolve(source).normalize();
        }
    }

    /** One service. */
    record Service(JsonNode yaml) {
        String image() {
            return yaml.path("image").asText();
        }

        boolean isBuilt() {
            return yaml.has("build");
        }

        boolean saysHowItIs() {
            return yaml.has("healthcheck");
        }

        /** The services that it waits for, with the state that they must have. */
        Map<String, String> needs() {
            return yaml.path("depends_on").properties().stream()
                    .collect(toMap(
                            Map.Entry::getKey,
                            needed -> needed.getValue().path("condition").asText()));
        }

        List<Port> ports() {
            return texts("ports").map(Port::of).toList();
        }

        List<Mount> mounts() {
            return texts("volumes").map(Mount::of).toList();
        }

        List<String> command() {
            return Stream.concat(texts("entrypoint"), texts("command")).toList();
        }

        Map<String, String> environment() {
            Map<String, String> environment = new TreeMap<>();
            yaml.path("environment")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText()));
            return environment;
        }

        private Stream<String> texts(String field) {
            return StreamSupport.stream(yaml.path(field).spliterator(), false).map(JsonNode::asText);
        }
    }

    static Composition read() {
        JsonNode yaml = FILE.yaml().get(0);
        Map<String, Service> services = new TreeMap<>();
        yaml.path("services")
                .properties()
                .forEach(service -> services.put(service.getKey(), new Service(service.getValue())));
        Set<String> volumes = new TreeSet<>();
        yaml.path("volumes").fieldNames().forEachRemaining(volumes::add);
        return new Composition(services, volumes);
    }

    /** The service of that name; one without anything if there is none. */
    Service service(String name) {
        return services.getOrDefault(name, new Service(MissingNode.getInstance()));
    }

    /** All variables that the file takes from the environment of Compose. */
    static Stream<Variable> variables() {
        return VARIABLE.matcher(FILE.text()).results().map(Composition::variable);
    }

    private static Variable variable(MatchResult found) {
        return new Variable(found.group(1), found.group(2));
    }
}
