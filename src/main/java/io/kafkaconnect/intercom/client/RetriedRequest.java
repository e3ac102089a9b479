package io.kafkaconnect.intercom.client;

import java.time.Instant;

/**
 * A request that has failed and that the client sends again.
 *
 * @param reply the latest reply
 * @param times how often it has failed
 * @param since time of its first failure
 * @param again time of its next attempt
 */
public record RetriedRequest(Reply.Failed reply, int times, Instant since, Instant again) {}
