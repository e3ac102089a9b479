package io.kafkaconnect.intercom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.Deployment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus makes of a worker with the project's rules, alerts and dashboard. */
@ExtendWith(ClusterMode.Stopping.class)
class MonitoringIT {
    private static final Size SIZE = new Size(60, 40, 30, 4, 10, 4, 2, 80, 0, 4, 5, Duration.ofDays(40));

    @TempDir
    private Path folder;

    @Test
    void every_query_of_the_dashboard_and_of_the_alerts_has_series_and_they_hold_no_token()
            throws IOException, InterruptedException {
        Prometheus.assumeInstalled();
        try (Sandbox sandbox = Sandbox.start(new Options().size(SIZE));
                MonitoredWorker worker = MonitoredWorker.start();
                Prometheus prometheus = Prometheus.start(folder, Alert.FILE.toPath(), worker.metricsAddress());
                Deployment deployment =
                        new Deployment(worker.process().worker(), sandbox, Map.of("tasks.max", "2")).create()) {
            deployment.awaitRows(Truth.TABLES);
            long records = deployment.topics().readToTheEnd();

            List<String> queries = Stream.concat(
                            Dashboard.read().expressions().stream(),
                            Alert.read().stream().map(Alert::watched))
                    .toList();
            await("series")
                    .atMost(Deployment.LIMIT)
                    .untilAsserted(() -> assertThat(queries)
                            .filteredOn(query -> prometheus.query(query).isEmpty())
                            .isEmpty());
            assertThat(value(prometheus.query("sum(intercom_records_total)"))).isEqualTo(records);
            assertThat(value(prometheus.query("sum(connect_topic_record_send_total)")))
                    .isGreaterThanOrEqualTo(records);
            assertThat(prometheus.firing()).isEmpty();
            assertThat(page(worker))
                    .contains("intercom_records_total")
                    .as("the exporter adds a label of this name if two tasks have the same labels")
                    .doesNotContain("_objectname")
                    .as("secrets")
                    .doesNotContain("sandbox-token");
        }
    }

    private static long value(JsonNode series) {
        return Math.round(series.at("/0/value/1").asDouble());
    }

    private static String page(MonitoredWorker worker) throws IOException, InterruptedException {
        URI metrics = URI.create("http://" + worker.metricsAddress() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
