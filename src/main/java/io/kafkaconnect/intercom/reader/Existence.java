package io.kafkaconnect.intercom.reader;

/** Whether an entity exists, by Intercom's response to a request for its id. */
public enum Existence {
    /** The entity exists. */
    THERE,
    /** The entity exists, but Intercom does not list entities in its state. */
    UNLISTED,
    /** The entity does not exist. */
    GONE,
    /** The response does not show whether the entity exists. */
    UNKNOWN
}
