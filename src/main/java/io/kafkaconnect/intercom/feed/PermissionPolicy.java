package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether the task continues without a stream or detail that it may not read, and logs each one once. */
public final class PermissionPolicy {
    private static final Logger log = LoggerFactory.getLogger(PermissionPolicy.class);

    private final boolean skip;
    private final Map<String, StreamMetrics> metrics;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * A policy.
     *
     * @param skip whether the task continues
     * @param metrics the metrics of each stream by name
     */
    public PermissionPolicy(boolean skip, Map<String, StreamMetrics> metrics) {
        this.skip = skip;
        this.metrics = metrics;
    }

    /** Whether the task continues without streams and details that it may not read. */
    public boolean isSkipped() {
        return skip;
    }

    /** The part of the stream is permitted again. If it is refused once more, the policy logs that once more. */
    public void granted(String stream, String part) {
        if (logged.remove(stream + '/' + part)) {
            log.info("Stream {}: {} is permitted again", stream, part);
        }
    }

    /** The stream skips a part of itself, or itself, until its next interval. */
    public void skipped(String stream, String part, String what) {
        metrics.get(stream).add(StreamCounter.DENIED, 1);
        if (logged.add(stream + '/' + part)) {
            log.warn("{}. Continuing without it (intercom.behavior.on.missing.permission=skip)", what);
        }
    }
}
