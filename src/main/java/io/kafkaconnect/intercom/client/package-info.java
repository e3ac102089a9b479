/**
 * Intercom's API as the rest of the connector sees it: a {@link io.kafkaconnect.intercom.client.Request} goes in, one of a few sealed
 * {@link io.kafkaconnect.intercom.client.Reply replies} comes out. Knows nothing of Kafka, of streams or of tables.
 */
package io.kafkaconnect.intercom.client;
