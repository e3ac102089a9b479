package io.kafkaconnect.intercom.client;

import java.time.Instant;

/**
 * A request that has failed and is asked again.
 *
 * @param reply the latest
 * @param times how often it has failed
 * @param since when it failed first
 * @param again when it is asked again
 */
public record RetriedRequest(Reply.Failed reply, int times, Instant since, Instant again) {}
