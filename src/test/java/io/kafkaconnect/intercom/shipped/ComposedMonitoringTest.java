package io.kafkaconnect.intercom.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.shipped.Composition.Mount;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Prometheus and Grafana of the composition find the files that their configuration names. */
class ComposedMonitoringTest {
    private static final Composition COMPOSITION = Composition.read();

    @Test
    void prometheus_has_the_files_that_its_configuration_names() {
        JsonNode rules =
                Shipped.at("config/monitoring/prometheus.yml").yaml().get(0).path("rule_files");

        assertThat(COMPOSITION.service("prometheus").mounts().stream().map(Mount::target))
                .contains("/etc/prometheus/prometheus.yml")
                .containsAll(StreamSupport.stream(rules.spliterator(), false)
                        .map(file -> "/etc/prometheus/" + file.asText())
                        .toList());
    }

    @Test
    void grafana_shows_the_dashboards_that_are_mounted() {
        List<Mount> mounts = COMPOSITION.service("grafana").mounts();
        JsonNode provider = Shipped.at("config/monitoring/grafana/provisioning/dashboards/intercom.yml")
                .yaml()
                .get(0)
                .at("/providers/0/options/path");
        Mount dashboards = mounts.stream()
                .filter(mount -> mount.target().equals(provider.asText()))
                .findFirst()
                .orElseThrow();
        String home = COMPOSITION.service("grafana").environment().get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH");

        assertThat(home).startsWith(dashboards.target());
        assertThat(dashboards.path().resolve(home.substring(dashboards.target().length() + 1)))
                .isRegularFile();
        assertThat(mounts.stream().filter(mount -> mount.target().contains("/provisioning/")))
                .allMatch(mount -> mount.target()
                        .equals("/etc/grafana/provisioning/" + mount.path().getFileName()));
    }
}
