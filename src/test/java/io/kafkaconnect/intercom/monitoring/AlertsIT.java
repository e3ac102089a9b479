package io.kafkaconnect.intercom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each alert fires under its trouble and ends after it, with shorter times than the users' file has. It takes some minutes, so a build leaves
 * it out; {@code mvn verify -Dalerts=true -Dit.test=AlertsIT} runs it.
 */
@ExtendWith(ClusterMode.Stopping.class)
@EnabledIfSystemProperty(named = "alerts", matches = "true")
class AlertsIT {
    private static final Size SIZE = new Size(20, 10, 10, 3, 5, 3, 2, 20, 0, 4, 5, Duration.ofDays(20));
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void each_alert_fires_under_its_trouble_and_ends_after_it() throws IOException {
        Prometheus.assumeInstalled();
        assertThat(Trouble.allAlerts())
                .isEqualTo(Alert.read().stream().map(Alert::name).sorted().toList());
        Map<String, String> settings = Map.of(
                "intercom.poll.interval.ms", "1000",
                "intercom.full.poll.interval.ms", "1000",
                "intercom.behavior.on.malformed.entity", "skip");
        try (Sandbox sandbox = Sandbox.start(new Options().size(SIZE));
                MonitoredWorker worker = MonitoredWorker.start();
                Prometheus prometheus = Prometheus.start(folder, quickRules(), worker.metricsAddress());
                Deployment deployment =
                        new Deployment("intercom", worker.process().worker(), sandbox, settings).create()) {
            deployment.awaitRows(List.of("users", "conversations"));
            Trouble.Scene scene = new Trouble.Scene(sandbox, worker, new Trouble.OtherProgram());
            for (Trouble trouble : Trouble.values()) {
                await("no alert before " + trouble)
                        .atMost(LIMIT)
                        .until(() -> prometheus.firing().isEmpty());
                trouble.begin(scene);
                await(trouble + " to set off " + trouble.alerts())
                        .atMost(LIMIT)
                        .untilAsserted(() -> assertThat(prometheus.firing()).containsAll(trouble.alerts()));
                System.out.println(trouble + " has set off " + prometheus.firing());
                trouble.end(scene);
                await("the end of " + trouble.alerts())
                        .atMost(LIMIT)
                        .untilAsserted(
                                () -> assertThat(prometheus.firing()).doesNotContainAnyElementsOf(trouble.alerts()));
                System.out.println(trouble + " is over, and so are " + trouble.alerts());
            }
        }
    }

    /** The users' rules with seconds in place of minutes, hours and days. */
    private Path quickRules() throws IOException {
        String quick = Files.readString(Alert.FILE.toPath())
                .replaceAll("for: \\w+", "for: 1s")
                .replaceAll("\\[\\w+]", "[20s]")
                .replaceAll("offset \\w+", "offset 20s")
                .replaceAll("> (86400|600|300)\\b", "> 5")
                .replace(" > 3 ", " > 8 ");
        return Files.writeString(folder.resolve("alerts.yml"), quick);
    }
}
