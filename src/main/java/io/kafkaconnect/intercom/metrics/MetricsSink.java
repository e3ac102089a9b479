package io.kafkaconnect.intercom.metrics;

import java.util.List;
import java.util.Map;

/** Shows the metrics of one task to operators, until it is closed. */
sealed interface MetricsSink extends AutoCloseable permits WorkerMetrics, JmxMetrics {

    /**
     * Adds metrics.
     *
     * @param tags name what the metrics describe within the task; empty for the task itself
     */
    void add(Map<String, String> tags, List<Metric> metrics);

    @Override
    void close();
}
