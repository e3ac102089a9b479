package io.kafkaconnect.intercom.metrics;

import java.util.function.ToLongFunction;

/** The metrics of a task. */
public enum RequestMetric {
    REQUESTS("requests-total", "Requests sent to Intercom", RequestMetrics::requests),
    FAILURES("request-failures-total", "Requests that failed, without throttled ones", RequestMetrics::failures),
    RETRIES("request-retries-total", "Retries of requests", RequestMetrics::retries),
    SENT_AGAIN(
            "requests-sent-again-total",
            "Requests sent a second time because the first took far longer than usual; the first answer counts",
            RequestMetrics::sentAgain),
    FAILING(
            "failing-seconds",
            "Seconds since the first failure of the request that has failed longest; 0 if no request is failing",
            RequestMetrics::failingSeconds),
    HELD("held-ms-total", "Milliseconds that requests waited for the rate limit, summed", RequestMetrics::heldMillis),
    LATENCY("request-latency-ms-total", "Milliseconds from request to response, summed", RequestMetrics::latencyMillis),
    VALUES_LEFT_OUT(
            "values-left-out-total",
            "Values that became null because no row can hold them, such as a number of more than 1,000 digits",
            RequestMetrics::leftOut),
    LIMIT_USED(
            "rate-limit-used-percent",
            "Percentage of the share (`intercom.rate.limit.share`) of the rate limit that all programs used in the last"
                    + " ten-second window; 0 if no recent window is known",
            RequestMetrics::limitUsedPercent),
    LIMIT_USED_BY_OTHERS(
            "rate-limit-used-by-others-percent",
            "The part of `rate-limit-used-percent` that is not this task's own: other programs, and other tasks of this"
                    + " connector. At 100, nothing is left for this task",
            RequestMetrics::limitUsedByOthersPercent);

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

    long read(RequestMetrics requests) {
        return value.applyAsLong(requests);
    }
}
