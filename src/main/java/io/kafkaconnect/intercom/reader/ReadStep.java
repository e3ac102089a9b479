package io.kafkaconnect.intercom.reader;

import java.time.Instant;

/** What a reader has to say when it is asked to go on. */
public sealed interface ReadStep {

    /**
     * Nothing yet. Something may come with any reply; if none is awaited, not before {@code until}.
     *
     * @param until when the reader next has something to ask
     * @param asking whether requests are under way
     */
    record Idle(Instant until, boolean asking) implements ReadStep {}

    /** An entity to be sent. */
    record Item(Entity entity) implements ReadStep {}

    /** A whole-list pass begins, or begins anew: what the earlier try saw does not count. */
    record PassStarted() implements ReadStep {}

    /** All of the list was read: an incremental stream has caught up, a whole list is known to be complete. */
    record PassFinished() implements ReadStep {}
}
