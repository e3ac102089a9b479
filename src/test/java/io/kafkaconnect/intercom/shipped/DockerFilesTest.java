package io.kafkaconnect.intercom.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.shipped.Composition.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the images and their composition without building them. */
class DockerFilesTest {
    private static final Composition COMPOSITION = Composition.read();
    private static final Shipped DOCKERFILE = Shipped.at("docker/Dockerfile");

    @Test
    void every_image_is_pinned_to_a_version() {
        Stream<String> run = COMPOSITION.services().values().stream().map(Service::image);
        Stream<String> built = found("(?m)^ARG \\w+_IMAGE=(.+)$").map(found -> found.group(1));

        assertThat(Stream.concat(run, built))
                .hasSizeGreaterThan(12)
                .allMatch(image -> image.matches("[\\w./-]+:(v?\\d+[.]\\d[\\w.-]*|local)"));
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
        COMPOSITION.services().forEach((name, service) -> {
            if (service.isBuilt()) {
                JsonNode build = service.yaml().path("build");
                assertThat(stages).as(name).contains(build.path("target").asText());
                assertThat(Path.of(
                                "docker",
                                build.path("context").asText(),
                                build.path("dockerfile").asText()))
                        .isRegularFile();
                built.add(service.image());
            }
        });

        assertThat(COMPOSITION.services().values().stream().map(Service::image))
                .filteredOn(image -> image.endsWith(":local"))
                .allMatch(built::contains);
    }

    @Test
    void a_stage_takes_what_the_build_stage_makes_and_what_the_project_has() {
        String build = DOCKERFILE.text().split("(?m)^FROM ", -1)[1];

        assertThat(found("COPY --from=build (\\S+)").map(found -> found.group(1)))
                .hasSizeGreaterThan(2)
                .allMatch(build::contains);
        assertThat(found("COPY (\\w\\S+) ").map(found -> Path.of(found.group(1))))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @Test
    void the_agent_has_its_jar_its_rules_and_the_port_that_is_open() {
        MatchResult agent = found("-javaagent:(/\\S+)/(\\w+)[.]jar=(\\d+):(\\S+)")
                .findFirst()
                .orElseThrow();

        assertThat(DOCKERFILE.text().split("\\s+", -1))
                .contains(agent.group(1), agent.group(4))
                .containsSequence("EXPOSE", agent.group(3));
        assertThat(COMPOSITION.service("connect").ports())
                .anyMatch(port -> port.inside() == Integer.parseInt(agent.group(3)));
        assertThat(found("dependency:\\w+@([\\w-]+)").map(found -> "<id>" + found.group(1) + "</id>"))
                .hasSize(2)
                .allSatisfy(
                        execution -> assertThat(Path.of("pom.xml")).content().contains(execution));
        assertThat(Path.of("pom.xml")).content().contains("<artifactId>" + agent.group(2) + "</artifactId>");
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
}
