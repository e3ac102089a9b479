/**
 * How fast, how frugal, how fresh: each class that is a {@link io.kafkaconnect.intercom.benchmark.Benchmark} answers one question in a table.
 * They read the sandbox with the packed archive in a real worker.
 */
package io.kafkaconnect.intercom.benchmark;
