package io.kafkaconnect.intercom.metrics;

/** The counters of a stream. Each one is a metric with the tag {@code stream}. */
public enum StreamCounter {
    ENTITIES("entities-total", "Entities read from Intercom and turned into rows"),
    ROWS("rows-total", "Rows read from entities, whether sent or unchanged"),
    RECORDS("records-total", "Records given to the worker, tombstones included"),
    TOMBSTONES("tombstones-total", "Tombstones sent for deleted rows"),
    PASSES("passes-total", "Times the stream was read to its end"),
    RESTARTS("pass-restarts-total", "Times a list was restarted from its beginning"),
    VANISHED("vanished-total", "Entities deleted or merged between the list and their details"),
    PARTS_MISSING("parts-missing-total", "Conversation parts that Intercom counts but does not return"),
    PARKED(
            "parked-total",
            "Times an entity, or a span of time, was parked because Intercom refused it or a part of it and gave others"),
    REFUSALS(
            "refusals-total",
            "Times Intercom refused the stream. The connector retries it after a pause; the other streams continue"),
    MALFORMED("malformed-total", "Rows left out because their key is incomplete"),
    LARGE("large-records-total", "Records that Kafka may reject because of their size; the log names each"),
    DROPPED(
            "dropped-records-total",
            "Records that the worker did not write, because a transformation dropped them or `errors.tolerance=all` ignored"
                    + " an error"),
    BAD_VALUES("bad-values-total", "Values that do not fit their column and were left null"),
    CLEANED_VALUES("cleaned-values-total", "Values in which the connector replaced characters that databases reject"),
    DENIED("denied-total", "Times the stream, or a detail of it, was skipped because of a missing permission");

    private final String metric;
    private final String description;

    StreamCounter(String metric, String description) {
        this.metric = metric;
        this.description = description;
    }

    /** The name of the metric. */
    public String metric() {
        return metric;
    }

    /** What the metric counts. */
    public String description() {
        return description;
    }
}
