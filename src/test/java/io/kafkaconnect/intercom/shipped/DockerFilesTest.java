package io.kafkaconnect.intercom.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the images and their composition without building them. */
class DockerFilesTest {
    private static final Shipped COMPOSE = Shipped.at("docker/compose.yaml");
    private static final Shipped DOCKERFILE = Shipped.at("docker/Dockerfile");

    private final Map<String, JsonNode> services = services();

    @Test
    void every_image_is_pinned_to_a_version() {
        List<String> images = new ArrayList<>();
        services.values().forEach(service -> images.add(service.path("image").asText()));
        found("(?m)^ARG \\w+_IMAGE=(.+)$").forEach(found -> images.add(found.group(1)));

        assertThat(images).hasSize(8).allMatch(image -> image.matches("[\\w./-]+:(\\d+[.]\\d[\\w.-]*|local)"));
    }

    @Test
    void every_stage_begins_with_an_image_that_can_be_replaced() {
        List<String> arguments =
                found("(?m)^ARG (\\w+_IMAGE)=").map(found -> found.group(1)).toList();

        assertThat(found("(?m)^FROM (\\S+) AS \\w+$").map(found -> found.group(1)))
                .containsExactlyElementsOf(arguments.stream()
                        .map(argument -> "${" + argument + "}")
                        .toList());
    }

    @Test
    void local_images_are_built_from_stages_that_there_are() {
        List<String> stages =
                found("(?m)^FROM \\S+ AS (\\w+)$").map(found -> found.group(1)).toList();
        List<String> built = new ArrayList<>();
        services.forEach((name, service) -> {
            if (service.has("build")) {
                assertThat(stages).as(name).contains(service.at("/build/target").asText());
                assertThat(Path.of(
                                "docker",
                                service.at("/build/context").asText(),
                                service.at("/build/dockerfile").asText()))
                        .isRegularFile();
                built.add(service.path("image").asText());
            }
        });

        assertThat(services.values().stream()
                        .map(service -> service.path("image").asText()))
                .filteredOn(image -> image.endsWith(":local"))
                .allMatch(built::contains);
    }

    @Test
    void the_build_sees_what_it_needs_and_nothing_that_is_not_there() throws IOException {
        List<String> seen = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        assertThat(seen)
                .contains("pom.xml", "src", "config", "manifest.json", ".mvn")
                .allSatisfy(name -> assertThat(Path.of(name)).exists());
    }

    @Test
    void ports_are_open_to_this_machine_only() {
        services.values()
                .forEach(service -> assertThat(service.path("ports"))
                        .allMatch(port -> port.asText().startsWith("127.0.0.1:")));
    }

    @Test
    void who_waits_for_a_healthy_service_waits_for_one_that_says_how_it_is() {
        services.forEach((name, service) -> service.path("depends_on")
                .properties()
                .forEach(needed -> {
                    assertThat(services).as(name).containsKey(needed.getKey());
                    if (needed.getValue().path("condition").asText().equals("service_healthy")) {
                        assertThat(services.get(needed.getKey()).has("healthcheck"))
                                .as(needed.getKey())
                                .isTrue();
                    }
                }));
    }

    @Test
    void files_to_mount_are_there() {
        services.values()
                .forEach(service -> assertThat(service.path("volumes"))
                        .allSatisfy(volume -> assertThat(Path.of("docker")
                                        .resolve(volume.asText().split(":", 2)[0]))
                                .isRegularFile()));
    }

    @Test
    void the_sandbox_understands_what_the_image_and_the_composition_tell_it() throws ClassNotFoundException {
        MatchResult entry = found("ENTRYPOINT \\[([^]]+)]").findFirst().orElseThrow();
        List<String> words = new ArrayList<>(Arrays.stream(entry.group(1).split(",", -1))
                .map(word -> word.replaceAll("[\\s\"\\\\]", ""))
                .toList());
        int main = words.indexOf("io.kafkaconnect.intercom.sandbox.Sandbox");
        assertThat(Class.forName(words.get(main))).hasDeclaredMethods("main");
        List<String> arguments = new ArrayList<>(words.subList(main + 1, words.size()));
        services.get("sandbox").path("command").forEach(argument -> arguments.add(argument.asText()));

        CommandLine commandLine = new CommandLine(arguments.toArray(String[]::new));

        assertThatCode(commandLine::options).doesNotThrowAnyException();
        assertThat(commandLine.changeEvery()).isPositive();
    }

    @Test
    void the_composition_is_one_for_compose_itself() throws Exception {
        List<String> command = Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .filter(candidate -> run(candidate, "version").isEmpty())
                .findFirst()
                .orElse(List.of());
        String message = "docker/compose.yaml is not shown to Compose: it is not installed here";
        if (command.isEmpty()) {
            System.out.println(message);
        }
        assumeTrue(!command.isEmpty(), message);

        assertThat(run(command, "-f", "docker/compose.yaml", "config", "-q")).isEmpty();
    }

    /** The errors; empty if there are none. */
    private static String run(List<String> command, String... arguments) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(arguments));
        try {
            Path said = Files.createTempFile("compose", ".txt");
            try {
                Process process = new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                boolean ended = process.waitFor(60, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                return ended && process.exitValue() == 0 ? "" : "failed: " + Files.readString(said);
            } finally {
                Files.delete(said);
            }
        } catch (IOException notInstalled) {
            return notInstalled.toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted.toString();
        }
    }

    private static Stream<MatchResult> found(String pattern) {
        return Pattern.compile(pattern).matcher(DOCKERFILE.text()).results();
    }

    private static Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        COMPOSE.yaml()
                .get(0)
                .path("services")
                .properties()
                .forEach(service -> services.put(service.getKey(), service.getValue()));
        return services;
    }
}
