/** The files of {@code config/monitoring}, in a real Prometheus that watches a real worker. */
package io.kafkaconnect.intercom.monitoring;
