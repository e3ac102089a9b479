package io.kafkaconnect.intercom.monitoring;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.style.Style;
import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the dashboard of a first reading into the documentation. It takes some minutes, so a build leaves it out;
 * {@code mvn verify -Dpicture=true -Dit.test=PictureIT} runs it.
 */
@ExtendWith(ClusterMode.Stopping.class)
@EnabledIfSystemProperty(named = "picture", matches = "true")
class PictureIT {
    private static final Path PICTURE = Path.of("src", "site", "markdown", "images", "dashboard.svg");
    private static final Size SIZE = new Size(2500, 800, 500, 10, 30, 10, 5, 1500, 0, 6, 10, Duration.ofDays(200));

    @TempDir
    private Path folder;

    @Test
    void the_dashboard_of_a_first_reading_and_of_changes_after_it() throws IOException {
        Prometheus.assumeInstalled();
        Options options = new Options()
                .size(SIZE)
                .style(Style.supportDesk())
                .rateLimitPerMinute(1500)
                .latency(call -> 120);
        Map<String, String> settings = Map.of(
                "tasks.max", "3", "intercom.poll.interval.ms", "2000", "intercom.full.poll.interval.ms", "15000");
        try (Sandbox sandbox = Sandbox.start(options);
                MonitoredWorker worker = MonitoredWorker.start();
                Prometheus prometheus = Prometheus.start(folder, Alert.FILE.toPath(), worker.metricsAddress());
                Deployment deployment =
                        new Deployment("intercom", worker.process().worker(), sandbox, settings).create()) {
            long from = Instant.now().getEpochSecond();
            Awaitility.await("the end of the first reading")
                    .atMost(Duration.ofMinutes(15))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        deployment.assertAlive();
                        return hasCaughtUp(prometheus);
                    });
            long to = Instant.now().getEpochSecond();
            Files.createDirectories(PICTURE.getParent());
            Files.writeString(PICTURE, new DashboardPicture(Dashboard.read(), prometheus, from, to).svg());
        }
    }

    private static boolean hasCaughtUp(Prometheus prometheus) {
        return prometheus.query("min(intercom_passes_total) > 1").size() == 1;
    }
}
