package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.shipped.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The archive and the files of {@code config/} in a worker of each version below {@code src/compatibility}. The worker is a process with
 * the class path of its version alone.
 */
@ExtendWith(ClusterMode.Stopping.class)
class CompatibilityIT {
    /** The streams of all tables. */
    private static final List<String> STREAMS = List.of(
            "users",
            "users_relations",
            "leads",
            "leads_relations",
            "segment_members",
            "companies",
            "admins",
            "tags",
            "segments",
            "conversations",
            "conversations_deleted");

    private static final Pattern STACK_TRACE = Pattern.compile("^(\\s+at [\\w.$/@]+\\(.*\\)|Caused by: .*)$");

    static Stream<String> versions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "compatibility"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("kafka-"))
                    .map(name -> name.replaceAll("kafka-|[.]xml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void the_archive_fills_all_22_tables_shows_its_metrics_and_causes_no_stack_trace(String version)
            throws IOException, JMException {
        try (Sandbox sandbox = Sandbox.start(new Options());
                WorkerProcess process = worker(version)) {
            process.start();
            process.awaitReady();
            Worker worker = process.worker();
            assertThat(new Rest(worker.restUrl())
                            .get("/")
                            .body()
                            .path("version")
                            .asText())
                    .isEqualTo(version);

            try (WorkerJmx jmx = WorkerJmx.of(process.handle())) {
                DocumentedMetrics metrics;
                try (Deployment deployment = new Deployment(worker, sandbox, connector()).create()) {
                    deployment.awaitTruth();
                    deployment.awaitState("RUNNING", 1);
                    metrics = new DocumentedMetrics(jmx.beans(), deployment.name());
                    metrics.assertThere(STREAMS);
                    int sent = deployment.topics().recordsByTable().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
                    assertThat(metrics.sumOverStreams("records-total")).isEqualTo(sent);
                    assertThat(metrics.ofTask("requests-succeeded-total")).isPositive();
                    assertThat(metrics.sumOverStreams("offset-bytes-total")).isPositive();
                    assertThat(metrics.sumOverStreams("remembered-rows")).isPositive();
                    // Before the connector is deleted: the HTTP client's timer may complain that it was stopped while
                    // it ran.
                    List<String> log = process.logLines();
                    assertThat(log).anyMatch(line -> line.contains("Kafka Connect started"));
                    assertThat(log).filteredOn(STACK_TRACE.asMatchPredicate()).isEmpty();
                }
                await("the end of the metrics with the connector")
                        .atMost(Deployment.LIMIT)
                        .until(() -> metrics.beans().isEmpty());
            }
        }
    }

    private static WorkerProcess worker(String version) {
        Map<String, String> settings = WorkerProcess.shippedSettings();
        settings.put("plugin.path", System.getProperty("archive.dir"));
        ClusterMode cluster = ClusterMode.EXACTLY_ONCE;
        return new WorkerProcess(
                cluster.cluster().kafka().bootstrapServers(),
                cluster.isolation(),
                settings,
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                FoundClassPath.ofWorker(version));
    }

    private static Map<String, String> connector() {
        Map<String, String> settings =
                new HashMap<>(Shipped.at("config/intercom-source.json").connector());
        settings.keySet().removeAll(Set.of("name", "topic.prefix"));
        return settings;
    }
}
