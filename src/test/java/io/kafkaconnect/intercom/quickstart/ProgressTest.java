package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();

    @Test
    void it_adds_up_the_metrics_of_all_tasks() {
        stream("intercom", 0, "users", 0, 40, 100);
        stream("intercom", 1, "tags", 1, 10, 0);
        stream("other", 0, "users", 1, 7, 7);
        task("intercom", 0, 200, 1, 50);
        task("intercom", 1, 20, 0, 5);

        Progress progress = Progress.of("intercom", beans);

        assertThat(progress.streams()).extracting(Progress.StreamProgress::name).containsExactly("tags", "users");
        assertThat(progress.tasks()).isEqualTo(2);
        assertThat(progress.requests()).isEqualTo(220);
        assertThat(progress.throttled()).isEqualTo(1);
        assertThat(progress.heldMillis()).isEqualTo(55);
        assertThat(progress.limitUsed()).isEqualTo(90);
        assertThat(progress.done()).isEqualTo(0.4);
        assertThat(progress.longest())
                .map(Progress.StreamProgress::name)
                .as("tags are done")
                .contains("users");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2, true", "0, 1, 2, false", "1, 1, 3, false", "1, 1, 0, false"})
    void the_first_pass_is_done_when_all_tasks_have_read_all_their_streams(
            long users, long tags, int tasks, boolean done) {
        stream("intercom", 0, "users", users, 1, 1);
        stream("intercom", 1, "tags", tags, 1, 1);

        assertThat(Progress.of("intercom", beans).isFirstPassDone(tasks)).isEqualTo(done);
    }

    @Test
    void a_stream_that_ends_with_fewer_entities_than_were_listed_is_done() {
        stream("intercom", 0, "users", 1, 90, 100);

        assertThat(Progress.of("intercom", beans).done()).isEqualTo(1);
    }

    @Test
    void later_passes_are_no_progress_of_the_first() {
        stream("intercom", 0, "users", 1, 90, 100);
        stream("intercom", 0, "tags", 0, 5, 0);
        long before = Progress.of("intercom", beans).firstPass();

        stream("intercom", 0, "users", 7, 3, 100);
        assertThat(Progress.of("intercom", beans).firstPass()).isEqualTo(before);
        stream("intercom", 0, "tags", 0, 6, 0);
        assertThat(Progress.of("intercom", beans).firstPass()).isNotEqualTo(before);
        stream("intercom", 0, "tags", 1, 6, 0);
        assertThat(Progress.of("intercom", beans).firstPass()).isNotEqualTo(before + 2);
    }

    private void stream(String connector, int task, String stream, long passes, long entities, long listed) {
        register(
                "connector=" + connector + ",task=" + task + ",stream=" + stream,
                Map.of(
                        "passes-total", passes,
                        "pass-entities", entities,
                        "listed-entities", listed,
                        "seconds-left", 77L,
                        "records-total", entities));
    }

    private void task(String connector, int task, long requests, long throttled, long held) {
        register(
                "connector=" + connector + ",task=" + task,
                Map.of(
                        "requests-total", requests,
                        "requests-throttled-total", throttled,
                        "held-ms-total", held,
                        "rate-limit-used-percent", task == 0 ? 90L : 80L));
    }

    private void register(String properties, Map<String, Long> values) {
        try {
            ObjectName name = new ObjectName("kafka.connect:type=plugins," + properties);
            if (beans.isRegistered(name)) {
                beans.unregisterMBean(name);
            }
            beans.registerMBean(new Gauges(values), name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Connect's metrics look like from outside. */
    private record Gauges(Map<String, Long> values) implements DynamicMBean {
        @Override
        public Object getAttribute(String attribute) {
            return values.get(attribute).doubleValue();
        }

        @Override
        public void setAttribute(Attribute attribute) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList getAttributes(String[] attributes) {
            return new AttributeList(List.of());
        }

        @Override
        public AttributeList setAttributes(AttributeList attributes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object invoke(String action, Object[] parameters, String[] signature) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            return new MBeanInfo(Gauges.class.getName(), "", null, null, null, null);
        }
    }
}
