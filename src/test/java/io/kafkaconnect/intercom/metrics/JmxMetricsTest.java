package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The beans for workers before Kafka 4.1. */
class JmxMetricsTest {
    private static final String TASK = "kafka.connect:type=plugins,connector=intercom,task=0";
    private static final String USERS = TASK + ",stream=users";

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final AtomicLong records = new AtomicLong(7);

    private static Map<String, String> task(String connector) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", connector);
        tags.put("task", "0");
        return tags;
    }

    private JmxMetrics run() {
        JmxMetrics run = new JmxMetrics(server, task("intercom"));
        addTo(run);
        return run;
    }

    private void addTo(MetricsSink sink) {
        sink.add(Map.of(), List.of(new Metric("requests-total", "Requests", () -> 3)));
        sink.add(
                Map.of("stream", "users"),
                List.of(
                        new Metric("records-total", "Records", records::get),
                        new Metric("parked", "Parked entities", () -> 1)));
    }

    private Object valueOf(String bean, String attribute) throws JMException {
        return server.getAttribute(new ObjectName(bean), attribute);
    }

    /** The beans of a server, with the names and descriptions of their attributes. */
    private static Map<ObjectName, Map<String, String>> beans(MBeanServer server) throws JMException {
        Map<ObjectName, Map<String, String>> beans = new TreeMap<>();
        for (ObjectName name : server.queryNames(new ObjectName("kafka.connect:type=plugins,*"), null)) {
            Map<String, String> attributes = new TreeMap<>();
            Arrays.stream(server.getMBeanInfo(name).getAttributes())
                    .forEach((MBeanAttributeInfo info) -> attributes.put(info.getName(), info.getDescription()));
            beans.put(name, attributes);
        }
        return beans;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"intercom", "my intercom_1.eu", "a:b,c=d", "\"quoted\" * ?", "Zoë", "tab\there", "line\nbreak"})
    void names_and_attributes_are_those_that_a_worker_of_kafka_41_gives(String connector) throws Exception {
        Metrics worker = new Metrics(
                new MetricConfig(), List.of(new JmxReporter()), Time.SYSTEM, new KafkaMetricsContext("kafka.connect"));
        try (worker;
                PluginMetricsImpl plugin = new PluginMetricsImpl(worker, task(connector))) {
            addTo(new WorkerMetrics(plugin));
            addTo(new JmxMetrics(server, task(connector)));

            assertThat(beans(server)).hasSize(2).isEqualTo(beans(ManagementFactory.getPlatformMBeanServer()));
            assertThat(beans(server).keySet())
                    .extracting(ObjectName::toString)
                    .containsExactlyElementsOf(beans(ManagementFactory.getPlatformMBeanServer()).keySet().stream()
                            .map(ObjectName::toString)
                            .toList());
        }
    }

    @Test
    void an_attribute_is_read_anew_each_time_and_cannot_be_written() throws JMException {
        run();
        assertThat(valueOf(USERS, "records-total")).isEqualTo(7L);
        records.set(8);
        assertThat(valueOf(USERS, "records-total")).isEqualTo(8L);
        assertThat(server.getAttributes(new ObjectName(USERS), new String[] {"parked", "other"})
                        .asList())
                .extracting(attribute -> attribute.getName() + " " + attribute.getValue())
                .containsExactly("parked 1");
        assertThatThrownBy(() -> valueOf(USERS, "other")).isInstanceOf(AttributeNotFoundException.class);
        assertThat(server.getMBeanInfo(new ObjectName(USERS)).getAttributes())
                .allMatch(MBeanAttributeInfo::isReadable)
                .noneMatch(MBeanAttributeInfo::isWritable);
    }

    @Test
    void a_hundred_runs_leave_no_bean() throws JMException {
        int before = server.getMBeanCount();
        for (int i = 0; i < 100; i++) {
            JmxMetrics run = run();
            assertThat(beans(server)).hasSize(2);
            run.close();
            run.close();
        }
        assertThat(server.getMBeanCount()).isEqualTo(before);
    }

    @Test
    void the_end_of_an_earlier_run_leaves_the_beans_of_the_later_run() throws JMException {
        JmxMetrics hanging = run();
        records.set(0);
        JmxMetrics later = new JmxMetrics(server, task("intercom"));
        later.add(Map.of("stream", "users"), List.of(new Metric("records-total", "Records", () -> 99)));

        hanging.close();
        assertThat(beans(server).keySet()).extracting(ObjectName::toString).containsExactly(USERS);
        assertThat(valueOf(USERS, "records-total")).isEqualTo(99L);

        later.close();
        assertThat(beans(server)).isEmpty();
    }

    @Test
    void a_task_without_a_name_has_no_beans() throws JMException {
        addTo(new JmxMetrics(server, Map.of()));
        assertThat(beans(server)).isEmpty();
    }
}
