package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator finds in JMX, under the names that the documentation gives. */
@ExtendWith(ClusterMode.Stopping.class)
class MetricsIT {
    private static final Size SMALL = new Size(30, 20, 10, 3, 6, 3, 2, 40, 0, 3, 3, Duration.ofDays(30));
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ""), "src", "site", "markdown", "monitoring.md");

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

    @Test
    void every_metric_that_the_documentation_names_is_there_for_the_task_and_for_its_stream()
            throws IOException, JMException {
        assumeTrue(takesMetricsOfPlugins(), "Workers before Kafka 4.1 take no metrics from plugins");
        List<MatchResult> beans = Pattern.compile("`(kafka\\.connect:type=plugins[^`]*)`:\n\n((?:\\|.*\n)+)")
                .matcher(Files.readString(PAGE))
                .results()
                .toList();
        assertThat(beans).hasSize(2);
        Map<String, String> settings = Map.of("intercom.tables", "tags");
        try (Sandbox sandbox = Sandbox.start(new Options().size(SMALL));
                Deployment deployment = new Deployment(ClusterMode.EXACTLY_ONCE, sandbox, settings).create()) {
            deployment.awaitTruth(Set.of("tags"));
            for (MatchResult bean : beans) {
                ObjectName name = new ObjectName(bean.group(1)
                        .replace("NAME", deployment.name())
                        .replace("NUMBER", "0")
                        .replace("STREAM", "tags"));
                assertThat(attributes(name)).containsExactlyInAnyOrderElementsOf(metrics(bean.group(2)));
            }
            ObjectName tags =
                    new ObjectName("kafka.connect:type=plugins,connector=" + deployment.name() + ",task=0,stream=tags");
            int sent = deployment.topics().recordsByTable().get("tags");
            assertThat(((Number) jmx.getAttribute(tags, "records-total")).intValue())
                    .isEqualTo(sent);
        }
    }

    private List<String> attributes(ObjectName name) throws JMException {
        return Arrays.stream(jmx.getMBeanInfo(name).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toList();
    }

    private static List<String> metrics(String table) {
        return Pattern.compile("\\| `([a-z-]+)` \\|")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    private static boolean takesMetricsOfPlugins() {
        try {
            return Class.forName("org.apache.kafka.common.metrics.PluginMetrics") != null;
        } catch (ClassNotFoundException before41) {
            return false;
        }
    }
}
