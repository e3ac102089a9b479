package io.kafkaconnect.intercom.metrics;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts metrics into JMX as beans of the connector's own, for workers before Kafka 4.1. The beans have the names that later workers give, so
 * that a dashboard needs no change: {@code kafka.connect:type=plugins,connector=intercom,task=0,stream=users}.
 *
 * <p>A worker may start a task again while an earlier run of it hangs. The later run then replaces the beans, and the end of the earlier one
 * leaves them alone.
 */
final class JmxMetrics implements MetricsSink {
    private static final Logger log = LoggerFactory.getLogger(JmxMetrics.class);
    /** Kafka's own metrics quote any other value. */
    private static final Pattern UNQUOTED = Pattern.compile("[\\w-%. \t]*");

    private static final String TYPE = "kafka.connect:type=plugins";

    private final MBeanServer server;
    private final Map<String, String> task;
    private final Map<ObjectName, MetricsBean> beans = new LinkedHashMap<>();

    /**
     * No bean yet.
     *
     * @param task the tags that name the task, in their order; if they are empty, no bean is registered
     */
    JmxMetrics(MBeanServer server, Map<String, String> task) {
        this.server = server;
        this.task = task;
    }

    /** The task runs without the metrics if JMX refuses them. */
    @Override
    public void add(Map<String, String> tags, List<Metric> metrics) {
        if (task.isEmpty()) {
            return;
        }
        try {
            ObjectName name = name(tags);
            MetricsBean bean = new MetricsBean(metrics);
            synchronized (server) {
                if (server.isRegistered(name)) {
                    server.unregisterMBean(name);
                }
                server.registerMBean(bean, name);
            }
            beans.put(name, bean);
        } catch (JMException refused) {
            log.warn("JMX refuses metrics of the connector with tags {}. The task runs without them", tags, refused);
        }
    }

    private ObjectName name(Map<String, String> tags) throws JMException {
        Map<String, String> all = new LinkedHashMap<>(task);
        all.putAll(tags);
        return new ObjectName(all.entrySet().stream()
                .map(tag -> "," + tag.getKey() + "=" + value(tag.getValue()))
                .collect(joining("", TYPE, "")));
    }

    private static String value(String text) {
        return UNQUOTED.matcher(text).matches() ? text : ObjectName.quote(text);
    }

    @Override
    public void close() {
        beans.forEach((name, bean) -> {
            try {
                synchronized (server) {
                    if (bean.isRegistered()) {
                        server.unregisterMBean(name);
                    }
                }
            } catch (JMException kept) {
                log.warn("JMX keeps {}, although its task has ended", name, kept);
            }
        });
        beans.clear();
    }
}
