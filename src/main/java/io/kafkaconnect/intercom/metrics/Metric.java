package io.kafkaconnect.intercom.metrics;

import java.util.function.LongSupplier;

/**
 * One figure that an operator sees.
 *
 * @param value reads the figure; any thread may call it
 */
record Metric(String name, String description, LongSupplier value) {}
