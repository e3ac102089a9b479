package io.kafkaconnect.intercom.reader;

import java.time.Instant;

/** The result of one step of a reader. */
public sealed interface ReadStep {

    /**
     * The reader has nothing to report now. The next reply may change that; without a request in flight, only the time {@code until} does.
     *
     * @param until when the reader next has a request to send
     * @param asking whether requests are in flight
     */
    record Idle(Instant until, boolean asking) implements ReadStep {}

    /** The reader releases an entity. */
    record Item(Entity entity) implements ReadStep {}

    /** A pass over a whole list starts or restarts: entities of an earlier attempt do not count. */
    record PassStarted() implements ReadStep {}

    /** The pass has read all of the list: an incremental stream has caught up, a whole list is complete. */
    record PassFinished() implements ReadStep {}
}
