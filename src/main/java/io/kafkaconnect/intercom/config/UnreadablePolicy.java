package io.kafkaconnect.intercom.config;

/** The reaction to an entity at which Intercom fails while it returns others. */
public enum UnreadablePolicy {
    /** Continue with the others, and retry this one until it comes or is gone. */
    PARK,
    /** Fail the task, so that a person looks at it. */
    FAIL
}
