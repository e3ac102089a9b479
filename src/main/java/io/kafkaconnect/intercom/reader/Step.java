package io.kafkaconnect.intercom.reader;

import java.time.Instant;

/** What a reader has to say when it is asked to go on. */
public sealed interface Step {

    /**
     * Nothing yet. Something may come with any reply; if none is awaited, not before {@code until}.
     *
     * @param until when the reader next has something to ask
     * @param asking whether requests are under way
     */
    record Waiting(Instant until, boolean asking) implements Step {}

    /** An entity to be sent. */
    record Next(Entity entity) implements Step {}

    /** A whole-list pass begins, or begins anew: what the earlier try saw does not count. */
    record PassBegun() implements Step {}

    /** All of the list was read: an incremental stream has caught up, a whole list is known to be complete. */
    record PassDone() implements Step {}
}
