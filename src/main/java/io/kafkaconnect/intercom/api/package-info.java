/**
 * Intercom over HTTP. A {@link io.kafkaconnect.intercom.api.Request} goes in, one of a few sealed
 * {@link io.kafkaconnect.intercom.api.Reply replies} comes out; what lies between (the rate budget, retries, the number of requests
 * in flight) is this package's business alone. It knows nothing of Kafka, of streams or of tables.
 */
package io.kafkaconnect.intercom.api;
