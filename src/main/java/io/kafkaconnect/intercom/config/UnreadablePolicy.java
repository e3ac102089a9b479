package io.kafkaconnect.intercom.config;

/** What to do about an entity that Intercom does not give while it gives others. */
public enum UnreadablePolicy {
    /** Go on with the others, and ask for it again until it comes or is gone. */
    PARK,
    /** Fail the task, so that a person looks at it. */
    FAIL
}
