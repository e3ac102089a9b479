/**
 * Sends requests in the right order and at the right time: queue, rate limit, retries, token.
 */
package io.kafkaconnect.intercom.client.dispatch;
