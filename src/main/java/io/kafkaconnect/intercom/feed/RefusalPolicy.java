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
 * How long one stream has got nothing but refusals, when it is tried again, and when that is enough. Only the pauses between the tries count: a try
 * that waits for the end of an outage is not refused meanwhile.
 *
 * <p>A stream has got through when a try has brought an entity or the end of the list, and a minute has gone by since it began without a refusal. The next
 * refusal begins a new period.
 */
public final class RefusalPolicy {
    private static final Logger log = LoggerFactory.getLogger(RefusalPolicy.class);

    /** What was refused before is met in less. A list may be answered whose details are not. */
    static final Duration MIN_UNREFUSED = Duration.ofMinutes(1);

    /** From one word about a stream that stays refused to the next. */
    private static final Duration QUIET = Duration.ofHours(1);

    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    private final String stream;
    private final RefusalLimits patience;
    private final StreamMetrics metrics;
    private final Clock clock;

    /** Since when the stream has been refused; null while it is read. */
    private volatile Instant since;

    private int times;
    private Instant told = Instant.MIN;
    private Instant again = Instant.MIN;
    private Duration waited = Duration.ZERO;
    private Duration pause = Duration.ZERO;
    private long broughtBefore;

    /**
     * How long a stream is tried.
     *
     * @param firstPause before the second try; each further pause is twice as long, up to five minutes
     * @param most how long a stream may be refused; empty for as long as it takes
     */
    public record RefusalLimits(Duration firstPause, Optional<Duration> most) {}

    /** None so far. */
    public RefusalPolicy(String stream, RefusalLimits patience, StreamMetrics metrics, Clock clock) {
        this.stream = stream;
        this.patience = patience;
        this.metrics = metrics;
        this.clock = clock;
        metrics.refused(this::seconds);
    }

    /** Whether the stream is not to be read now. */
    boolean isPausing() {
        return clock.instant().isBefore(again);
    }

    /** When it is to be read again. */
    Instant again() {
        return again;
    }

    /**
     * The stream was refused: a pause begins.
     *
     * @throws ConnectException when that was enough
     */
    void refused(IntercomException reason) {
        metrics.add(StreamCounter.REFUSALS, 1);
        boolean isFirst = since == null;
        times = isFirst ? 1 : times + 1;
        if (patience.most().filter(most -> waited.compareTo(most) >= 0).isPresent()) {
            throw new ConnectException(failure(reason), reason);
        }
        pause = next(isFirst ? patience.firstPause() : longer(pause));
        waited = waited.plus(pause);
        Instant now = clock.instant();
        again = now.plus(pause);
        broughtBefore = brought();
        if (isFirst) {
            since = now;
        }
        if (isFirst || !now.isBefore(told.plus(QUIET))) {
            told = now;
            tell(reason);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        Duration capped = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
        return capped.compareTo(pause) < 0 ? pause : capped;
    }

    /** The last try is at the end of the time. */
    private Duration next(Duration wished) {
        Duration left = patience.most().map(most -> most.minus(waited)).orElse(wished);
        return left.compareTo(wished) < 0 ? left : wished;
    }

    /** The stream was read, as far as it went. */
    void wasRead() {
        if (since != null && brought() > broughtBefore && !clock.instant().isBefore(again.plus(MIN_UNREFUSED))) {
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

    private void tell(IntercomException reason) {
        log.warn(
                "{}. Intercom has refused it {}. The other streams continue. The connector retries this one in {}, then"
                        + " with pauses of at most five minutes. {}",
                Remedy.on(stream, reason),
                Wording.times(times, since),
                Wording.span(pause),
                patience.most()
                        .map(most -> "If it is refused for " + Wording.span(most)
                                + ", the task fails: see intercom.stream.failure.timeout.ms")
                        .orElse("It is retried without limit (intercom.stream.failure.timeout.ms=-1)"));
    }

    private String failure(IntercomException reason) {
        String span = patience.most()
                .filter(most -> !most.isZero())
                .map(most -> ". Intercom has refused it " + Wording.times(times, since) + ", and"
                        + " intercom.stream.failure.timeout.ms allows " + Wording.span(most))
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
