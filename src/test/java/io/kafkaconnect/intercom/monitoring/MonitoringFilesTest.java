package io.kafkaconnect.intercom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kafkaconnect.intercom.metrics.RequestMetric;
import io.kafkaconnect.intercom.metrics.RequestOutcome;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code config/monitoring} against the metrics that the connector has. */
class MonitoringFilesTest {
    private static final String TASK = taskOf("my intercom");
    private static final Pattern METRIC = Pattern.compile("\\b(?:intercom|connect)_[a-z_]+");

    private final ExporterRules rules = ExporterRules.read();
    private final List<String> queries = Stream.concat(
                    Dashboard.read().expressions().stream(),
                    Alert.read().stream().map(Alert::expression))
            .toList();

    @Test
    void each_metric_of_the_connector_has_a_name_of_its_own_in_prometheus_or_a_label() {
        Set<String> names = metrics();

        assertThat(names)
                .contains("intercom_requests_total", "intercom_records_total", "intercom_seconds_left")
                .allMatch(name -> name.matches("intercom_[a-z_]+"));
        assertThat(attributes().count())
                .as("outcomes and origins share a name each")
                .isEqualTo(names.size() - 2 + RequestOutcome.values().length + 3);
    }

    /** JMX quotes a name that has other characters than letters, digits and a few more, and puts a backslash before some of them. */
    @ParameterizedTest
    @ValueSource(strings = {"my intercom", "\"a,b\"", "\"a>b\"", "\"a\\\"b\"", "\"a=\\*\"", "Büro"})
    void each_connector_has_metrics_whatever_its_name(String name) {
        assertThat(List.of(
                        taskOf(name) + "><>requests-total: 5",
                        taskOf(name) + "><>requests-throttled-total: 5",
                        taskOf(name) + ", stream=users><>records-total: 5",
                        taskOf(name) + ", stream=users><>parked: 5",
                        "kafka.connect<type=connect-worker-metrics, connector=" + name
                                + "><>connector-failed-task-count: 1"))
                .extracting(attribute -> rules.metric(attribute).orElse("none"))
                .containsExactly(
                        "intercom_requests_total",
                        "intercom_request_outcomes_total",
                        "intercom_records_total",
                        "intercom_parked",
                        "connect_tasks");
    }

    private static String taskOf(String connector) {
        return "kafka.connect<type=plugins, connector=" + connector + ", task=12";
    }

    /** The exporter takes it off, and adds it to counters again: two metrics of one name would become one without a type. */
    @Test
    void no_two_metrics_differ_in_total_alone() {
        Set<String> names = metrics();

        assertThat(names.stream().map(name -> name.replaceAll("_total$", "")).distinct())
                .hasSameSizeAs(names);
    }

    @Test
    void strimzi_gets_the_same_rules() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        List<String> embedded = Files.readAllLines(Path.of("config", "strimzi.yaml")).stream()
                .dropWhile(line -> !line.startsWith("  metrics.yaml: |"))
                .skip(1)
                .takeWhile(line -> !line.equals("---"))
                .toList();

        assertThat(yaml.readTree(String.join("\n", embedded)))
                .isEqualTo(yaml.readTree(
                        Path.of("config", "monitoring", "jmx-exporter.yml").toFile()));
    }

    @Test
    void dashboard_and_alerts_name_only_metrics_that_there_are() {
        Set<String> known = metrics();
        known.addAll(List.of("connect_tasks", "connect_topic_record_send_total", "connect_topic_byte_total"));

        assertThat(queries.stream()
                        .flatMap(query -> METRIC.matcher(query).results())
                        .map(found -> found.group()))
                .isSubsetOf(known);
    }

    @Test
    void each_alert_says_what_to_do_and_has_a_case_and_a_line_in_the_documentation() throws IOException {
        List<Alert> alerts = Alert.read();
        String page = Files.readString(Path.of("src", "site", "markdown", "monitoring.md"));
        String cases = new String(
                MonitoringFilesTest.class
                        .getResourceAsStream("/monitoring/alerts-test.yml")
                        .readAllBytes(),
                StandardCharsets.UTF_8);

        assertThat(alerts).hasSizeGreaterThan(6).allSatisfy(alert -> {
            assertThat(alert.annotations().values()).allMatch(text -> text.length() > 30);
            assertThat(alert.watched()).isNotEqualTo(alert.expression());
            assertThat(cases).contains("- name: " + alert.name() + "\n");
            assertThat(page).contains("\n| `" + alert.name() + "` |");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "check, config, --syntax-only, config/monitoring/prometheus.yml",
        "check, rules, '', config/monitoring/alerts.yml",
        "test, rules, '', src/test/resources/monitoring/alerts-test.yml"
    })
    void prometheus_own_tool_accepts_the_files_and_each_alert_fires_in_its_case(
            String verb, String noun, String option, String file) throws IOException, InterruptedException {
        List<String> command = Stream.of("promtool", verb, noun, option, file)
                .filter(word -> !word.isEmpty())
                .toList();
        assumeTrue(Prometheus.isInstalled("promtool"), "promtool is not installed here");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }

    /** The names of the connector's metrics in Prometheus. */
    private Set<String> metrics() {
        return attributes()
                .map(attribute ->
                        rules.metric(attribute).orElseThrow(() -> new AssertionError("No rule: " + attribute)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The attributes of all beans, as the JMX exporter writes them before it looks for a rule. */
    private static Stream<String> attributes() {
        Stream<String> ofTask = Stream.concat(
                Arrays.stream(RequestMetric.values()).map(RequestMetric::metric),
                Arrays.stream(RequestOutcome.values()).map(RequestOutcome::metric));
        Stream<String> ofStream = Stream.concat(
                Arrays.stream(StreamCounter.values()).map(StreamCounter::metric),
                Arrays.stream(StreamMetric.values()).map(StreamMetric::metric));
        return Stream.concat(
                ofTask.map(metric -> TASK + "><>" + metric + ": 5"),
                ofStream.map(metric -> TASK + ", stream=users_relations><>" + metric + ": -1"));
    }
}
