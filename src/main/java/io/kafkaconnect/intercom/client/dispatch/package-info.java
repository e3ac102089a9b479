/**
 * Sends requests in the right order and at the right time: queue, rate limit, retries, token. Decides what a response means.
 */
package io.kafkaconnect.intercom.client.dispatch;
