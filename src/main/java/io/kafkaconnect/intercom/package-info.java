/**
 * The Intercom source connector as Kafka Connect sees it: connector, task, settings, the check behind {@code validate}, and the
 * started core that turns what Intercom answers into records. The three packages below do not know each other's trade:
 * {@code api} speaks HTTP with Intercom, {@code stream} decides what to ask next, {@code table} says what a row is.
 */
package io.kafkaconnect.intercom;
