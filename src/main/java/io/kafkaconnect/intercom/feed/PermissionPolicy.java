package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether the task continues without a stream or detail that it may not read, and logs each one once. */
public final class PermissionPolicy {
    private static final Logger log = LoggerFactory.getLogger(PermissionPolicy.class);

    private final boolean skip;
    private final String reason;
    private final Map<String, StreamMetrics> metrics;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * A policy.
     *
     * @param skip whether the task continues
     * @param metrics the metrics of each stream by name
     */
    public PermissionPolicy(boolean skip, Map<String, StreamMetrics> metrics) {
        this(skip, "(intercom.behavior.on.missing.permission=skip)", metrics);
    }

    private PermissionPolicy(boolean skip, String reason, Map<String, StreamMetrics> metrics) {
        this.skip = skip;
        this.reason = reason;
        this.metrics = metrics;
    }

    /** The policy for streams that the task can always do without. It counts nothing: another stream finds the same later, so no row is left out. */
    public static PermissionPolicy ofShortcuts() {
        return new PermissionPolicy(true, "until the next full reading, which finds the same", Map.of());
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
        Optional.ofNullable(metrics.get(stream)).ifPresent(counts -> counts.add(StreamCounter.DENIED, 1));
        if (logged.add(stream + '/' + part)) {
            log.warn("{}. Continuing without it {}", what, reason);
        }
    }
}
