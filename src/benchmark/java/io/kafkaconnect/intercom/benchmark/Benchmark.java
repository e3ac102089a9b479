package io.kafkaconnect.intercom.benchmark;

/** Answers one question with figures. */
@FunctionalInterface
interface Benchmark {

    /** Measures. */
    ResultTable run(TestBench stand);
}
