package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator finds in JMX, under the names that the documentation gives. */
@ExtendWith(ClusterMode.Stopping.class)
class MetricsIT {
    private static final Size SMALL = new Size(30, 20, 10, 3, 6, 3, 2, 40, 0, 3, 3, Duration.ofDays(30));

    @Test
    void every_metric_that_the_documentation_names_is_there_for_the_task_and_for_its_stream()
            throws IOException, JMException {
        Map<String, String> settings = Map.of("intercom.tables", "tags");
        try (Sandbox sandbox = Sandbox.start(new Options().size(SMALL));
                Deployment deployment = new Deployment(ClusterMode.EXACTLY_ONCE, sandbox, settings).create()) {
            deployment.awaitTruth(Set.of("tags"));
            DocumentedMetrics metrics =
                    new DocumentedMetrics(ManagementFactory.getPlatformMBeanServer(), deployment.name());
            metrics.assertThere(List.of("tags"));
            int sent = deployment.topics().recordsByTable().get("tags");
            assertThat(metrics.sumOverStreams("records-total")).isEqualTo(sent);
        }
    }
}
