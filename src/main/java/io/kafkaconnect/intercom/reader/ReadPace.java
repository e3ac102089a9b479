package io.kafkaconnect.intercom.reader;

import java.time.Duration;
import java.time.Instant;

/**
 * How often and how much a reader reads.
 *
 * @param interval time from the start of one pass to the start of the next
 * @param settle how far back a pass reads again, because Intercom's search index lags
 * @param pageSize maximum number of entities per page
 * @param pause wait before an entity that Intercom did not return is requested again; doubles each time
 */
public record ReadPace(Duration interval, Duration settle, int pageSize, Duration pause) {
    /** Maximum age of the cursor of a stream that counts as caught up, and reads the newest entities first. */
    private static final Duration RECENT = Duration.ofDays(2);

    /** With a pause of a minute. */
    public ReadPace(Duration interval, Duration settle, int pageSize) {
        this(interval, settle, pageSize, Duration.ofMinutes(1));
    }

    /** The same with pages of at most so many entities. */
    public ReadPace withPages(int maxSize) {
        return new ReadPace(interval, settle, Math.min(maxSize, pageSize), pause);
    }

    /** Whether few entities can have changed since that time. A stream whose cursor has reached it counts as caught up. */
    public boolean isRecent(Instant time, Instant now) {
        return time.isAfter(now.minus(RECENT).minus(settle));
    }
}
