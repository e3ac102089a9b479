/**
 * Keeps to the rate limit: how many requests may be sent in a window, and when.
 */
package io.kafkaconnect.intercom.client.limit;
