package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.table.BadValueListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the values of a stream that do not fit their column and those that were cleaned. Logs each column once. Thread-safe. */
final class BadValueLog implements BadValueListener {
    private static final Logger log = LoggerFactory.getLogger(BadValueLog.class);

    private final String stream;
    private final StreamMetrics metrics;
    private final LogThrottle throttle;

    BadValueLog(String stream, StreamMetrics metrics, LogThrottle throttle) {
        this.stream = stream;
        this.metrics = metrics;
        this.throttle = throttle;
    }

    @Override
    public void badValue(String table, String column) {
        metrics.add(StreamCounter.BAD_VALUES, 1);
        if (throttle.isFirst("column " + table + '.' + column)) {
            log.warn(
                    "Stream {}: a value does not fit column {} of table {} and is left null. Further ones are only counted",
                    stream,
                    column,
                    table);
        }
    }

    @Override
    public void cleanedValue(String table, String column) {
        metrics.add(StreamCounter.CLEANED_VALUES, 1);
    }
}
