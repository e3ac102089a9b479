package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.offset.FutureTime;
import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import io.kafkaconnect.intercom.stream.Stream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of times in the future. A stream reads nothing until such a time and logs nothing meanwhile. */
final class FutureTimeWarning {
    private static final Logger log = LoggerFactory.getLogger(FutureTimeWarning.class);

    private final FutureTime future;

    /** A warning that compares times with this clock. */
    FutureTimeWarning(Clock clock) {
        this.future = new FutureTime(clock);
    }

    /** Checks the mark of a valid offset. */
    void look(Stream stream, Map<String, ?> offset) {
        if (!stream.isIncremental()) {
            return;
        }
        IncrementalOffsetCodec codec = stream.codec();
        Instant mark = codec.decode(offset).cursor().mark();
        if (future.isAhead(mark)) {
            log.warn(
                    "The offset of stream {} is {}, which is in the future. The stream reads nothing until then. Set an"
                            + " earlier \"{}\" through Connect's REST API (/connectors/NAME/offsets)",
                    stream.name(),
                    mark,
                    codec.timeKey());
        }
    }

    /** Checks the setting {@code intercom.since}. */
    void look(Instant since) {
        if (future.isAhead(since)) {
            log.warn(
                    "intercom.since={} is in the future. Streams that are read by update time send nothing until then",
                    since);
        }
    }
}
