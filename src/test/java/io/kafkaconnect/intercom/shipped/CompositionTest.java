package io.kafkaconnect.intercom.shipped;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.kafkaconnect.intercom.sandbox.CommandLine;
import io.kafkaconnect.intercom.shipped.Composition.Mount;
import io.kafkaconnect.intercom.shipped.Composition.Port;
import io.kafkaconnect.intercom.shipped.Composition.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The composition fits together: what one service or file names, another one has. */
class CompositionTest {
    private static final Composition COMPOSITION = Composition.read();

    /** They create a connector, and end. */
    private static final Set<String> THAT_END = Set.of("connector", "sink");

    /** Ports that services use among themselves only. */
    private static final Map<String, Set<Integer>> INNER_PORTS = Map.of("broker", Set.of(19092, 9093));

    static Stream<String> services() {
        return COMPOSITION.services().keySet().stream();
    }

    @Test
    void it_has_all_that_an_operator_looks_at() {
        assertThat(services())
                .contains(
                        "broker",
                        "connect",
                        "schema-registry",
                        "postgres",
                        "prometheus",
                        "grafana",
                        "kafka-ui",
                        "sandbox");
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_that_runs_on_says_how_it_is(String name) {
        assertThat(COMPOSITION.service(name).saysHowItIs()).isNotEqualTo(THAT_END.contains(name));
    }

    @ParameterizedTest
    @MethodSource("services")
    void who_waits_waits_for_the_state_that_the_other_one_reaches(String name) {
        COMPOSITION
                .service(name)
                .needs()
                .forEach((needed, state) -> assertThat(state)
                        .as("%s waits for %s", name, needed)
                        .isEqualTo(
                                COMPOSITION.service(needed).saysHowItIs()
                                        ? "service_healthy"
                                        : "service_completed_successfully"));
        assertThat(services()).containsAll(COMPOSITION.service(name).needs().keySet());
    }

    @Test
    void each_port_is_open_to_this_machine_only_and_belongs_to_one_service() {
        List<Port> ports = ports();

        assertThat(ports).allMatch(port -> port.address().equals("127.0.0.1:" + port.outside()));
        assertThat(ports.stream().map(Port::outside)).doesNotHaveDuplicates();
    }

    @Test
    void a_mounted_file_is_there_can_be_read_and_cannot_be_changed() {
        List<Mount> files = mounts().filter(mount -> !mount.isVolume()).toList();

        assertThat(files).hasSizeGreaterThan(5).allSatisfy(mount -> {
            assertThat(mount.readOnly()).as(mount.source()).isTrue();
            assertThat(mount.path()).exists();
            assertThat(Shipped.all().stream().filter(file -> file.path().startsWith(mount.path())))
                    .as(mount.source())
                    .isNotEmpty()
                    .allSatisfy(
                            file -> assertThatCode(file.path().toString().endsWith(".json") ? file::json : file::yaml)
                                    .doesNotThrowAnyException());
        });
    }

    @Test
    void each_service_with_data_keeps_them_in_a_volume_of_its_own() {
        List<Mount> kept = mounts().filter(Mount::isVolume).toList();

        assertThat(kept.stream().map(Mount::source))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(COMPOSITION.volumes());
        assertThat(Stream.of("broker", "postgres", "prometheus", "grafana"))
                .allSatisfy(name ->
                        assertThat(COMPOSITION.service(name).mounts()).as(name).anyMatch(Mount::isVolume));
    }

    @Test
    void a_secret_comes_from_the_environment() {
        Map<String, String> secrets = new TreeMap<>();
        COMPOSITION
                .services()
                .forEach((name, service) -> service.environment().forEach((variable, value) -> {
                    if (variable.matches(".*(PASSWORD|TOKEN|SECRET).*")) {
                        secrets.put(name + " " + variable, value);
                    }
                }));

        assertThat(secrets)
                .hasSizeGreaterThan(3)
                .allSatisfy((of, value) -> assertThat(value).as(of).matches("[$]\\{[A-Z_]+:-[a-z-]+}"));
    }

    @Test
    void the_sink_logs_in_with_the_password_of_the_database() {
        Map<String, String> connect = COMPOSITION.service("connect").environment();
        Map<String, String> database = COMPOSITION.service("postgres").environment();

        assertThat(connect.get("INTERCOM_SINK_PASSWORD")).isEqualTo(database.get("POSTGRES_PASSWORD"));
        assertThat(connect.get("INTERCOM_SINK_USER")).isEqualTo(database.get("POSTGRES_USER"));
        assertThat(connect.get("INTERCOM_SINK_URL")).endsWith("/" + database.get("POSTGRES_DB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/intercom.json", "config/sinks/debezium-jdbc.json"})
    void the_worker_has_each_variable_that_a_connector_names(String file) {
        assertThat(found("[$]\\{env:(\\w+)}", Shipped.at(file).text()))
                .isNotEmpty()
                .isSubsetOf(COMPOSITION.service("connect").environment().keySet());
    }

    @Test
    void each_address_is_that_of_a_service_and_of_a_port_on_which_it_listens() {
        String addresses = COMPOSITION.services().values().stream()
                .flatMap(service -> Stream.concat(service.environment().values().stream(), service.command().stream()))
                .collect(joining(" "));
        String all = addresses
                + " "
                + Shipped.at("config/monitoring/prometheus.yml").text()
                + Shipped.at("config/monitoring/grafana/provisioning/datasources/prometheus.yml")
                        .text();

        assertThat(Pattern.compile("(?<=[/@\", ])(?!localhost)([a-z][a-z-]+):(\\d{4,5})\\b")
                        .matcher(all)
                        .results())
                .hasSizeGreaterThan(15)
                .allSatisfy(address -> assertThat(inside(address.group(1)))
                        .as(address.group())
                        .contains(Integer.parseInt(address.group(2))));
    }

    @Test
    void each_setting_of_the_broker_is_known_to_kafka() {
        assertThat(COMPOSITION.service("broker").environment().keySet().stream()
                        .map(variable ->
                                variable.substring(6).toLowerCase(Locale.ROOT).replace('_', '.')))
                .isSubsetOf(AbstractKafkaConfig.CONFIG_DEF.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"connector", "sink"})
    void a_service_that_ends_sends_a_file_that_it_has(String name) {
        Service service = COMPOSITION.service(name);
        String command = String.join(" ", service.command());

        assertThat(found("--data @(\\S+)", command))
                .containsExactlyElementsOf(
                        service.mounts().stream().map(Mount::target).toList());
        assertThat(found("/connectors/([\\w-]+)", command))
                .containsExactly(service.mounts().stream()
                        .map(mount -> Shipped.at(mount.path().toString()))
                        .map(file -> file.connector()
                                .getOrDefault("name", file.sink().get("name")))
                        .toArray(String[]::new));
    }

    @Test
    void the_sandbox_understands_what_the_image_and_the_composition_tell_it() throws ClassNotFoundException {
        String entry = found(
                        "ENTRYPOINT \\[([^]]+)]",
                        Shipped.at("docker/Dockerfile").text())
                .findFirst()
                .orElseThrow();
        List<String> words = Arrays.stream(entry.split(",", -1))
                .map(word -> word.replaceAll("[\\s\"\\\\]", ""))
                .toList();
        int main = words.indexOf("io.kafkaconnect.intercom.sandbox.Sandbox");
        assertThat(Class.forName(words.get(main))).hasDeclaredMethods("main");
        List<String> arguments = new ArrayList<>(words.subList(main + 1, words.size()));
        arguments.addAll(COMPOSITION.service("sandbox").command());

        CommandLine commandLine = new CommandLine(arguments.toArray(String[]::new));

        assertThatCode(commandLine::options).doesNotThrowAnyException();
        assertThat(commandLine.changeEvery()).isPositive();
    }

    @Test
    void the_page_lists_each_port_and_each_variable_with_its_default() throws IOException {
        String page = Files.readString(Path.of("src", "site", "markdown", "platforms.md"));
        String section = page.substring(page.indexOf("## Docker"), page.indexOf("## Confluent Cloud"));

        assertThat(found("(?m)^\\| [^|]+ \\| `(?:http://)?([^`]+:\\d+)`", section))
                .containsExactlyInAnyOrderElementsOf(ports().stream()
                        .map(port -> port.address().replace("127.0.0.1", "localhost"))
                        .toList());
        assertThat(found("(?m)^\\| `([A-Z_]+=[^`]*)` \\|", section).toList())
                .containsExactlyInAnyOrderElementsOf(Composition.variables()
                        .map(variable -> variable.name() + "=" + variable.byDefault())
                        .collect(toCollection(TreeSet::new)));
    }

    private static Set<Integer> inside(String name) {
        Set<Integer> ports = new TreeSet<>(INNER_PORTS.getOrDefault(name, Set.of()));
        Service service = COMPOSITION.service(name);
        service.ports().forEach(port -> ports.add(port.inside()));
        return ports;
    }

    private static List<Port> ports() {
        return COMPOSITION.services().values().stream()
                .flatMap(service -> service.ports().stream())
                .toList();
    }

    private static Stream<Mount> mounts() {
        return COMPOSITION.services().values().stream().flatMap(service -> service.mounts().stream());
    }

    private static Stream<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
