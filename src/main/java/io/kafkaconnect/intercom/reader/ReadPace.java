package io.kafkaconnect.intercom.reader;

import java.time.Duration;

/**
 * How often and how much is read.
 *
 * @param interval from the beginning of one pass to the beginning of the next
 * @param settle how far back a pass reads again, since Intercom's search index lags
 * @param pageSize entities a page asks for at most
 * @param pause before an entity that Intercom does not give is asked for again; doubles each time
 */
public record ReadPace(Duration interval, Duration settle, int pageSize, Duration pause) {
    /** With a pause of a minute. */
    public ReadPace(Duration interval, Duration settle, int pageSize) {
        this(interval, settle, pageSize, Duration.ofMinutes(1));
    }
}
