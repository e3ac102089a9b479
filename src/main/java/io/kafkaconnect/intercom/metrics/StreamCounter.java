package io.kafkaconnect.intercom.metrics;

/** Everything that is counted per stream; each is a metric of that name with the tag {@code stream}. */
public enum StreamCounter {
    ENTITIES("entities-total", "Entities read from Intercom and turned into rows"),
    ROWS("rows-total", "Rows read from entities, sent or found unchanged"),
    RECORDS("records-total", "Records given to the worker, tombstones included"),
    TOMBSTONES("tombstones-total", "Rows found deleted"),
    PASSES("passes-total", "Times the stream was read up to its end"),
    RESTARTS("pass-restarts-total", "Times a list had to be begun anew"),
    VANISHED("vanished-total", "Entities deleted or merged between the list and their details"),
    PARTS_MISSING("parts-missing-total", "Conversation parts that Intercom declares but does not give"),
    PARKED(
            "parked-total",
            "Times an entity, or all that was updated in one second, was put off because Intercom refuses it, or something of it,"
                    + " while it gives others"),
    REFUSALS(
            "refusals-total",
            "Times Intercom refused the stream. It is tried again after a pause, and the others go on"),
    MALFORMED("malformed-total", "Rows left out because their key is incomplete"),
    LARGE("large-records-total", "Records that Kafka may refuse for their size; the log names each"),
    DROPPED(
            "dropped-records-total",
            "Records that the worker did not write: a transformation left them out, or `errors.tolerance=all` let an error pass"),
    BAD_VALUES("bad-values-total", "Values that do not fit their column and were left null"),
    CLEANED_VALUES("cleaned-values-total", "Values in which characters that stores refuse were replaced"),
    DENIED("denied-total", "Times the stream or one of its details was left out because a permission is missing");

    private final String metric;
    private final String description;

    StreamCounter(String metric, String description) {
        this.metric = metric;
        this.description = description;
    }

    public String metric() {
        return metric;
    }

    public String description() {
        return description;
    }
}
