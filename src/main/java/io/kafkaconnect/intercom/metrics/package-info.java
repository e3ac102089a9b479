/**
 * What is counted per task and per stream, and how it reaches JMX and the log.
 */
package io.kafkaconnect.intercom.metrics;
