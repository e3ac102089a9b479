package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the task goes on without a stream, or one of its details, that may not be read; it says so once for each. */
public final class PermissionPolicy {
    private static final Logger log = LoggerFactory.getLogger(PermissionPolicy.class);

    private final boolean skip;
    private final Map<String, StreamMetrics> metrics;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public PermissionPolicy(boolean skip, Map<String, StreamMetrics> metrics) {
        this.skip = skip;
        this.metrics = metrics;
    }

    /** Whether to go on without what is not permitted. */
    public boolean isSkipped() {
        return skip;
    }

    /** What was left out may be read again. If it is refused once more, that is logged once more. */
    public void granted(String stream, String part) {
        if (told.remove(stream + '/' + part)) {
            log.info("Stream {}: {} is permitted again", stream, part);
        }
    }

    /** The stream, or something of it, is left out; it is asked for again at the stream's next interval. */
    public void skipped(String stream, String part, String what) {
        metrics.get(stream).add(StreamCounter.DENIED, 1);
        if (told.add(stream + '/' + part)) {
            log.warn("{}. Continuing without it (intercom.behavior.on.missing.permission=skip)", what);
        }
    }
}
