package io.kafkaconnect.intercom.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the metrics of a task with the worker (KIP-877, Kafka 4.1 and later). The worker removes them with the task. */
public final class MetricsRegistration {
    private static final Logger log = LoggerFactory.getLogger(MetricsRegistration.class);

    /** The metrics of a task. */
    public enum RequestMetric {
        REQUESTS("requests-total", "Requests sent to Intercom", RequestMetrics::requests),
        FAILURES("request-failures-total", "Requests that failed, without throttled ones", RequestMetrics::failures),
        RETRIES("request-retries-total", "Retries of requests", RequestMetrics::retries),
        FAILING(
                "failing-seconds",
                "Seconds since the first failure of the request that has failed longest; 0 if no request is failing",
                RequestMetrics::failingSeconds),
        THROTTLED(
                "requests-throttled-total",
                "Requests that Intercom throttled (HTTP 429 and similar)",
                RequestMetrics::throttled),
        HELD(
                "held-ms-total",
                "Milliseconds that requests waited for the rate limit, summed",
                RequestMetrics::heldMillis),
        LATENCY(
                "request-latency-ms-total",
                "Milliseconds from request to response, summed",
                RequestMetrics::latencyMillis),
        VALUES_LEFT_OUT(
                "values-left-out-total",
                "Values that became null because no row can hold them, such as a number of more than 1,000 digits",
                RequestMetrics::leftOut),
        LIMIT_USED(
                "rate-limit-used-percent",
                "Percentage of the share (`intercom.rate.limit.share`) of the rate limit that all programs used in the last"
                        + " ten-second window; 0 if no recent window is known",
                RequestMetrics::limitUsedPercent);

        private final String metric;
        private final String description;

        @SuppressWarnings("ImmutableEnumChecker") // A method reference without state.
        private final ToLongFunction<RequestMetrics> value;

        RequestMetric(String metric, String description, ToLongFunction<RequestMetrics> value) {
            this.metric = metric;
            this.description = description;
            this.value = value;
        }

        /** The name of the metric. */
        public String metric() {
            return metric;
        }

        /** What the metric shows. */
        public String description() {
            return description;
        }
    }

    /** The gauges of a stream. */
    public enum StreamMetric {
        LISTED(
                "listed-entities",
                "Entities in the current pass, as Intercom counts them; 0 if unknown",
                stream -> stream.readings().stream()
                        .mapToLong(ProgressReporter::listed)
                        .sum()),
        DONE(
                "pass-entities",
                "Entities that the current pass has completed; equals `listed-entities` once the stream has caught up",
                stream -> stream.readings().stream()
                        .mapToLong(ProgressReporter::done)
                        .sum()),
        SECONDS_LEFT(
                "seconds-left",
                "Seconds until the stream has caught up, at the speed of the last minute; 0 once it has, -1 if unknown",
                stream -> secondsLeft(stream.readings())),
        REFUSED(
                "refused-seconds",
                "Seconds since Intercom first refused the stream; 0 while the stream is read",
                StreamMetrics::refusedSeconds),
        PARKED(
                "parked",
                "Entities and spans of time that are parked now because Intercom refuses them or a part of them; the offset"
                        + " names them",
                StreamMetrics::parked);

        private final String metric;
        private final String description;

        @SuppressWarnings("ImmutableEnumChecker") // A method reference without state.
        private final ToLongFunction<StreamMetrics> value;

        StreamMetric(String metric, String description, ToLongFunction<StreamMetrics> value) {
            this.metric = metric;
            this.description = description;
            this.value = value;
        }

        /** The name of the metric. */
        public String metric() {
            return metric;
        }

        /** What the metric shows. */
        public String description() {
            return description;
        }

        long read(StreamMetrics stream) {
            return value.applyAsLong(stream);
        }

        /** The readings run in parallel: the slowest one counts. */
        private static long secondsLeft(List<ProgressReporter> readings) {
            long[] left = readings.stream()
                    .mapToLong(ProgressReporter::secondsToGo)
                    .sorted()
                    .toArray();
            return left.length == 0 || left[0] == ProgressReporter.UNKNOWN
                    ? ProgressReporter.UNKNOWN
                    : left[left.length - 1];
        }
    }

    private MetricsRegistration() {}

    /** Registers all metrics of a task. A worker without support for them runs the task as well. */
    public static void register(
            SourceTaskContext context, RequestMetrics requests, Map<String, StreamMetrics> streams) {
        try {
            // Not a method reference: before Kafka 4.1, linking one fails outside of this try block.
            PluginMetrics metrics = context.pluginMetrics();
            if (metrics == null) {
                return;
            }
            for (RequestMetric exchange : RequestMetric.values()) {
                Gauge<Long> gauge = (config, now) -> exchange.value.applyAsLong(requests);
                metrics.addMetric(
                        metrics.metricName(exchange.metric, exchange.description, new LinkedHashMap<>()), gauge);
            }
            streams.forEach((stream, counts) -> {
                LinkedHashMap<String, String> tags = new LinkedHashMap<>();
                tags.put("stream", stream);
                for (StreamCounter count : StreamCounter.values()) {
                    Gauge<Long> gauge = (config, now) -> counts.get(count);
                    metrics.addMetric(metrics.metricName(count.metric(), count.description(), tags), gauge);
                }
                for (StreamMetric reading : StreamMetric.values()) {
                    Gauge<Long> gauge = (config, now) -> reading.read(counts);
                    metrics.addMetric(metrics.metricName(reading.metric, reading.description, tags), gauge);
                }
            });
        } catch (NoSuchMethodError | NoClassDefFoundError before41) {
            log.info(
                    "This worker is older than Kafka 4.1 and does not support metrics of plugins. The connector reports none");
        }
    }
}
