package io.kafkaconnect.intercom.metrics;

import io.kafkaconnect.intercom.client.Reply;
import java.util.Map;

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
    REFUSALS_BY_INTERCOM(
            "refusals-by-intercom-total",
            "Refusals of the stream in which Intercom rejected the request or failed at it"),
    REFUSALS_BY_PERMISSION(
            "refusals-by-permission-total", "Refusals of the stream because of a missing permission or the plan"),
    REFUSALS_BY_NETWORK(
            "refusals-by-network-total",
            "Refusals of the stream by the network, a proxy or a gateway: no complete response of Intercom came, and the"
                    + " retries were used up"),
    MALFORMED("malformed-total", "Rows left out because their key is incomplete"),
    LARGE("large-records-total", "Records that Kafka may reject because of their size; the log names each"),
    DROPPED(
            "dropped-records-total",
            "Records that the worker did not write, because a transformation dropped them or `errors.tolerance=all` ignored"
                    + " an error"),
    OFFSET_BYTES(
            "offset-bytes-total",
            "Bytes of the offsets that the records of the stream carry, one offset for each source partition and batch"),
    BAD_VALUES("bad-values-total", "Values that do not fit their column and were left null"),
    CLEANED_VALUES("cleaned-values-total", "Values in which the connector replaced characters that databases reject"),
    DENIED("denied-total", "Times the stream, or a detail of it, was skipped because of a missing permission");

    /** Each refusal also counts by who refused. */
    private static final Map<RequestOutcome, StreamCounter> BY_OUTCOME =
            Map.of(RequestOutcome.FORBIDDEN, REFUSALS_BY_PERMISSION, RequestOutcome.UNANSWERED, REFUSALS_BY_NETWORK);

    private final String metric;
    private final String description;

    StreamCounter(String metric, String description) {
        this.metric = metric;
        this.description = description;
    }

    /** The counter of refusals with such a reply. */
    static StreamCounter refusalsBy(Reply.Failed reply) {
        return BY_OUTCOME.getOrDefault(RequestOutcome.of(reply), REFUSALS_BY_INTERCOM);
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
