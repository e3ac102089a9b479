/**
 * Intercom's API as the rest of the connector sees it: a caller sends a {@link io.kafkaconnect.intercom.client.Request} and gets one of a
 * few sealed {@link io.kafkaconnect.intercom.client.Reply replies}. This package does not know Kafka, streams or tables.
 */
package io.kafkaconnect.intercom.client;
