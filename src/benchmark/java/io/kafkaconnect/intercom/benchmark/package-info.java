/**
 * Speed, cost and delay: each class that is a {@link io.kafkaconnect.intercom.benchmark.Benchmark} measures one question and prints a table.
 * They read the sandbox with the packed archive in a real worker.
 */
package io.kafkaconnect.intercom.benchmark;
