package io.kafkaconnect.intercom.config;

/** The {@code intercom.behavior.on.*} settings: what to do about something that waiting does not cure. */
public enum ErrorPolicy {
    /** Fail the task, so that a person looks at it. */
    FAIL,
    /** Log it, count it, and go on with the rest. */
    SKIP
}
