package io.kafkaconnect.intercom.benchmark;

/** One question, answered in figures. */
@FunctionalInterface
interface Benchmark {

    /** Measures. */
    ResultTable run(TestBench stand);
}
