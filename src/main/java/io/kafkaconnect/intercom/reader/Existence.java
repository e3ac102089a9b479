package io.kafkaconnect.intercom.reader;

/** What Intercom says of a thing when it is asked for by its id. */
public enum Existence {
    /** It is there. */
    THERE,
    /** It is there, but such as Intercom does not list. */
    UNLISTED,
    /** It is not there. */
    GONE,
    /** The answer does not tell. */
    UNKNOWN
}
