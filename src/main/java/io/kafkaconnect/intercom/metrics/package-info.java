/**
 * The counters of each task and stream, and their way to JMX and the log.
 */
package io.kafkaconnect.intercom.metrics;
