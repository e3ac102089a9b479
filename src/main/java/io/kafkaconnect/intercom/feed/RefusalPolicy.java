package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.message.Wording;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a refused stream is retried, and when it fails the task. Only the pauses between the tries count towards the limit: a try that
 * waits for the end of an outage is not refused in that time.
 *
 * <p>A period of refusals ends when a try has brought an entity or the end of the list and has lasted a minute without a refusal.
 */
public final class RefusalPolicy {
    private static final Logger log = LoggerFactory.getLogger(RefusalPolicy.class);

    /**
     * The minimum time without a refusal. A try reaches the request that was refused before in less time: Intercom may return a list and
     * refuse its details.
     */
    static final Duration MIN_UNREFUSED = Duration.ofMinutes(1);

    /** The time between two log lines about a stream that stays refused. */
    private static final Duration LOG_INTERVAL = Duration.ofHours(1);

    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    private final String stream;
    private final RefusalLimits limits;
    private final StreamMetrics metrics;
    private final Clock clock;

    /** The time of the first refusal; null while the stream is read. */
    private volatile Instant since;

    private int times;
    private Instant lastLogged = Instant.MIN;
    private Instant pauseEnd = Instant.MIN;
    private Duration waited = Duration.ZERO;
    private Duration pause = Duration.ZERO;
    private long broughtBefore;

    /**
     * The limits of the retries.
     *
     * @param firstPause the pause before the second try; each further pause is twice as long, up to five minutes
     * @param max how long a stream may be refused; empty for no limit
     */
    public record RefusalLimits(Duration firstPause, Optional<Duration> max) {}

    /** A policy for a stream that was not refused yet. */
    public RefusalPolicy(String stream, RefusalLimits limits, StreamMetrics metrics, Clock clock) {
        this.stream = stream;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        metrics.refused(this::seconds);
    }

    /** Whether the stream pauses. */
    boolean isPausing() {
        return clock.instant().isBefore(pauseEnd);
    }

    /** The end of the pause. */
    Instant pauseEnd() {
        return pauseEnd;
    }

    /**
     * The stream was refused: starts a pause.
     *
     * @throws ConnectException if the limit is reached
     */
    void refused(IntercomException reason) {
        metrics.refusedBy(reason.reply());
        boolean isFirst = since == null;
        times = isFirst ? 1 : times + 1;
        if (limits.max().filter(max -> waited.compareTo(max) >= 0).isPresent()) {
            throw new ConnectException(failure(reason), reason);
        }
        pause = next(isFirst ? limits.firstPause() : longer(pause));
        waited = waited.plus(pause);
        Instant now = clock.instant();
        pauseEnd = now.plus(pause);
        broughtBefore = brought();
        if (isFirst) {
            since = now;
        }
        if (isFirst || !now.isBefore(lastLogged.plus(LOG_INTERVAL))) {
            lastLogged = now;
            logRefusal(reason);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        Duration capped = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
        return capped.compareTo(pause) < 0 ? pause : capped;
    }

    /** Shortens the pause so that the last try is at the end of the limit. */
    private Duration next(Duration wished) {
        Duration left = limits.max().map(max -> max.minus(waited)).orElse(wished);
        return left.compareTo(wished) < 0 ? left : wished;
    }

    /** A call to read the stream was not refused. */
    void wasRead() {
        if (since != null && brought() > broughtBefore && !clock.instant().isBefore(pauseEnd.plus(MIN_UNREFUSED))) {
            log.info(
                    "Stream {} is read again. Intercom refused it for {}",
                    stream,
                    Wording.span(Duration.between(since, clock.instant())));
            since = null;
            waited = Duration.ZERO;
        }
    }

    private long brought() {
        return metrics.get(StreamCounter.ENTITIES) + metrics.get(StreamCounter.PASSES);
    }

    private void logRefusal(IntercomException reason) {
        log.warn(
                "{}. Intercom has refused it {}. The other streams continue. The connector retries this one in {}, then"
                        + " with pauses of at most five minutes. {}",
                Remedy.on(stream, reason),
                Wording.times(times, since),
                Wording.span(pause),
                limits.max()
                        .map(max -> "If it is refused for " + Wording.span(max)
                                + ", the task fails: see intercom.stream.failure.timeout.ms")
                        .orElse("It is retried without limit"));
    }

    private String failure(IntercomException reason) {
        String span = limits.max()
                .filter(max -> !max.isZero())
                .map(max -> ". Intercom has refused it " + Wording.times(times, since) + ", and"
                        + " intercom.stream.failure.timeout.ms allows " + Wording.span(max))
                .orElse("");
        return Remedy.on(stream, reason) + span + ". Restart the task after you have corrected the cause";
    }

    private long seconds() {
        Instant first = since;
        return first == null
                ? 0
                : Math.max(1, Duration.between(first, clock.instant()).toSeconds());
    }
}
