package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.feed.MalformedEntityException;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.feed.incremental.OmittedTables;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.message.Wording;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.value.CleanText;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events that a reader reports, and logs those that a user should know. Thread-safe.
 *
 * <p>A log entry is always one line: an id may come from an offset that a user wrote.
 */
public final class StreamEvents implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(StreamEvents.class);
    private static final int MAX_LENGTH = 500;

    private final String stream;
    private final StreamMetrics metrics;
    private final PermissionPolicy missingPermission;
    private final FailurePolicy failsOn;
    private final OmittedTables leftOut;
    private final LogThrottle throttle;

    /** The events of a stream that does not record left-out tables. */
    public StreamEvents(
            String stream,
            StreamMetrics metrics,
            PermissionPolicy missingPermission,
            FailurePolicy failsOn,
            LogThrottle throttle) {
        this(stream, metrics, missingPermission, failsOn, new OmittedTables(Set.of(), Set.of()), throttle);
    }

    /** The events of a stream that records its left-out tables. */
    public StreamEvents(
            String stream,
            StreamMetrics metrics,
            PermissionPolicy missingPermission,
            FailurePolicy failsOn,
            OmittedTables leftOut,
            LogThrottle throttle) {
        this.stream = stream;
        this.metrics = metrics;
        this.missingPermission = missingPermission;
        this.failsOn = failsOn;
        this.leftOut = leftOut;
        this.throttle = throttle;
    }

    @Override
    public void partsMissing(String conversationId, long declared, int got) {
        metrics.add(StreamCounter.PARTS_MISSING, declared - got);
        if (throttle.isFirst("parts " + conversationId)) {
            log.warn(
                    "Stream {}: {} has {} parts and Intercom returned {}. Intercom's API returns at most 500 parts, and the"
                            + " newest ones of a conversation; the others are not available",
                    stream,
                    shown(conversationId),
                    declared,
                    got);
        }
    }

    @Override
    public void vanished() {
        metrics.add(StreamCounter.VANISHED, 1);
    }

    @Override
    public void detailDenied(Enrichment detail, Failure failure) {
        leftOut.denied(detail);
        missingPermission.skipped(
                stream,
                detail.name(),
                "Tables " + detail.tables() + " cannot be filled. They need the permission \"" + detail.permission()
                        + "\": " + failure.describe());
    }

    @Override
    public void parked(String id, Failure failure) {
        metrics.add(StreamCounter.PARKED, 1);
        if (failsOn.unreadable()) {
            throw new UnreadableEntityException(stream, id, failure);
        }
        log.warn(
                "Stream {} parks entity {}: {}. The other entities continue. The connector retries this one with growing"
                        + " pauses until it comes or is gone",
                stream,
                shown(id),
                failure.describe());
    }

    @Override
    public void spanParked(Instant from, Instant to, Failure failure) {
        metrics.add(StreamCounter.PARKED, 1);
        if (failsOn.unreadable()) {
            throw new UnreadableEntityException(stream, from, to, failure);
        }
        log.warn(
                "Stream {} parks what was updated {}: {}. Entities updated before and after that continue. The connector"
                        + " retries the parked ones with growing pauses until Intercom gives them",
                stream,
                Wording.period(from, to),
                failure.describe());
    }

    @Override
    public void pageWithheld(Failure failure) {
        if (failsOn.unreadable()) {
            throw new UnreadableEntityException(stream, failure);
        }
        if (!throttle.isDue("withheld")) {
            return;
        }
        log.warn(
                "Stream {} is blocked: Intercom fails at one entity of its list and gives others, and the connector cannot"
                        + " exclude it from the request: {}. Updates before this entity are sent, and the latest updates"
                        + " after it. The connector retries the page at the next interval",
                stream,
                failure.describe());
    }

    @Override
    public void entryWithheld(String what) {
        if (failsOn.unreadable()) {
            throw new UnreadableEntityException(stream, what);
        }
        if (throttle.isDue("left out " + what)) {
            log.warn(
                    "Stream {} leaves out {}. It reads the others. Rows that were sent of what it leaves out stay. The connector"
                            + " retries it with the next full read",
                    stream,
                    what);
        }
    }

    @Override
    public void held(int parked) {
        if (!throttle.isDue("held")) {
            return;
        }
        log.warn(
                "Stream {} is blocked: {} entities are parked, and the offset takes no more. The stream continues when"
                        + " Intercom gives some of them or says that they are gone. The log lines 'parks entity' name them."
                        + " To continue without them, stop the connector and remove 'parked' or 'backfill_parked' from the"
                        + " stored offset",
                stream,
                parked);
    }

    @Override
    public void untimed(String id) {
        badValue("entity " + id + " has no valid update time; it is sent anyway");
    }

    @Override
    public void detailPermitted(Enrichment detail) {
        leftOut.permitted(detail);
        missingPermission.granted(stream, detail.name());
    }

    @Override
    public void malformed(String reason) {
        metrics.add(StreamCounter.MALFORMED, 1);
        if (failsOn.malformed()) {
            throw new MalformedEntityException(stream, shown(reason));
        }
        if (throttle.isDue("malformed " + reason)) {
            log.warn("Stream {}: {}. Skipping it (intercom.behavior.on.malformed.entity=skip)", stream, shown(reason));
        }
    }

    @Override
    public void idTaken(String what) {
        badValue(what + ". Only the first is sent");
    }

    private void badValue(String message) {
        metrics.add(StreamCounter.BAD_VALUES, 1);
        if (throttle.isFirst(message)) {
            log.warn("Stream {}: {}", stream, shown(message));
        }
    }

    private static String shown(String text) {
        return CleanText.printable(text, MAX_LENGTH);
    }

    @Override
    public void passBegins(long total) {
        metrics.passBegins(total);
    }

    @Override
    public void dayIsLarge(boolean isLarge) {
        metrics.dayIsLarge(isLarge);
    }

    @Override
    public void changesUnavailable(String reason) {
        if (throttle.isDue("changes")) {
            log.info(
                    "Stream {} cannot search for what changes between two full reads: {}. It retries with growing waits."
                            + " Nothing is lost: the changes come with the next full read at the latest",
                    stream,
                    shown(reason));
        }
    }

    @Override
    public void passRestarted(String reason) {
        metrics.add(StreamCounter.RESTARTS, 1);
        if (throttle.isDue("restart")) {
            log.warn("Stream {} restarts its list: {}", stream, shown(reason));
        }
    }
}
