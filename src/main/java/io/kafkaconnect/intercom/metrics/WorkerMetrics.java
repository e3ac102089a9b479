package io.kafkaconnect.intercom.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** Puts metrics among the worker's own (KIP-877, Kafka 4.1 and later). The worker adds the tags of the task, and removes the metrics with it. */
record WorkerMetrics(PluginMetrics worker) implements MetricsSink {

    @Override
    public void add(Map<String, String> tags, List<Metric> metrics) {
        for (Metric metric : metrics) {
            Gauge<Long> gauge = (config, now) -> metric.value().getAsLong();
            worker.addMetric(worker.metricName(metric.name(), metric.description(), new LinkedHashMap<>(tags)), gauge);
        }
    }

    @Override
    public void close() {}
}
