package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;

/**
 * A request in flight, from its sending to the end of its exchange.
 *
 * @param request what was sent
 * @param sent its number and time, for the rate limit
 * @param bytes the bytes that its response is likely to have
 */
record Flight(PendingRequest pending, Request request, RateLimiter.SentRequest sent, long bytes) {}
