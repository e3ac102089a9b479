package io.kafkaconnect.intercom.config;

/** Values of {@code intercom.behavior.on.*} settings: the reaction to an error that no retry solves. */
public enum ErrorPolicy {
    /** Fail the task, so that a person looks at it. */
    FAIL,
    /** Log and count it, and continue with the rest. */
    SKIP
}
