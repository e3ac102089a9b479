package io.kafkaconnect.intercom.stream;

import java.time.Duration;

/**
 * How often and how much is read.
 *
 * @param interval from the beginning of one pass to the beginning of the next
 * @param settle how far back a pass reads again, since Intercom's search index lags
 * @param pageSize entities a page asks for at most
 */
public record Pace(Duration interval, Duration settle, int pageSize) {}
