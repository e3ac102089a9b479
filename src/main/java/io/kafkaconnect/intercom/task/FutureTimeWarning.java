package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import io.kafkaconnect.intercom.stream.Stream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of times that lie ahead: a stream reads nothing until then, and is silent meanwhile. */
public final class FutureTimeWarning {
    private static final Logger log = LoggerFactory.getLogger(FutureTimeWarning.class);

    /** No more than clocks may differ. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    private final Clock clock;

    public FutureTimeWarning(Clock clock) {
        this.clock = clock;
    }

    /** A stored or given offset, which is valid. */
    public void look(Stream stream, Map<String, ?> offset) {
        if (!stream.isIncremental()) {
            return;
        }
        IncrementalOffsetCodec codec = stream.codec();
        Instant mark = codec.decode(offset).cursor().mark();
        if (isAhead(mark)) {
            log.warn(
                    "The offset of stream {} is {}, which is in the future. The stream reads nothing until then. Set an"
                            + " earlier \"{}\" through Connect's REST API (/connectors/NAME/offsets)",
                    stream.name(),
                    mark,
                    codec.timeKey());
        }
    }

    /** The time before which updates are left out. */
    void look(Instant since) {
        if (isAhead(since)) {
            log.warn(
                    "intercom.since={} is in the future. Streams that are read by update time send nothing until then",
                    since);
        }
    }

    private boolean isAhead(Instant time) {
        return time.isAfter(clock.instant().plus(TOLERATED));
    }
}
