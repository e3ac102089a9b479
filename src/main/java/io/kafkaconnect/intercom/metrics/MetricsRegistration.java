package io.kafkaconnect.intercom.metrics;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a running task, as operators see them. Close it when the task stops. */
public final class MetricsRegistration implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MetricsRegistration.class);

    private final MetricsSink sink;

    private MetricsRegistration(MetricsSink sink) {
        this.sink = sink;
    }

    /**
     * Registers all metrics of a task: with the worker if it takes metrics of plugins, else directly in JMX.
     *
     * @param task the tags that name the task in JMX; if they are empty, JMX gets no metrics
     */
    public static MetricsRegistration register(
            SourceTaskContext context,
            Map<String, String> task,
            RequestMetrics requests,
            Map<String, StreamMetrics> streams) {
        MetricsSink sink = sink(context, task);
        sink.add(Map.of(), of(requests));
        streams.forEach((stream, metrics) -> sink.add(Map.of("stream", stream), of(metrics)));
        return new MetricsRegistration(sink);
    }

    private static MetricsSink sink(SourceTaskContext context, Map<String, String> task) {
        try {
            // Not a method reference: before Kafka 4.1, linking one fails outside of this try block.
            PluginMetrics metrics = context.pluginMetrics();
            if (metrics != null) {
                return new WorkerMetrics(metrics);
            }
        } catch (NoSuchMethodError | NoClassDefFoundError before41) {
            log.debug("This worker is older than Kafka 4.1. The connector registers its metrics in JMX itself");
        }
        return new JmxMetrics(ManagementFactory.getPlatformMBeanServer(), task);
    }

    private static List<Metric> of(RequestMetrics requests) {
        return Stream.concat(
                        Arrays.stream(RequestMetric.values())
                                .map(metric ->
                                        new Metric(metric.metric(), metric.description(), () -> metric.read(requests))),
                        Arrays.stream(RequestOutcome.values())
                                .map(count ->
                                        new Metric(count.metric(), count.description(), () -> requests.count(count))))
                .toList();
    }

    private static List<Metric> of(StreamMetrics stream) {
        return Stream.concat(
                        Arrays.stream(StreamCounter.values())
                                .map(count -> new Metric(count.metric(), count.description(), () -> stream.get(count))),
                        Arrays.stream(StreamMetric.values())
                                .map(metric ->
                                        new Metric(metric.metric(), metric.description(), () -> metric.read(stream))))
                .toList();
    }

    @Override
    public void close() {
        sink.close();
    }
}
