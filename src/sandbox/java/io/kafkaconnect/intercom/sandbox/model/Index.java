package io.kafkaconnect.intercom.sandbox.model;

import java.util.Collection;

/** What a search looks through. */
public interface Index<E> {

    /** Another number after each change. */
    long version();

    /** The entities with an update time from one second to another, both included, in the order of update time and id. */
    Collection<E> indexed(long from, long to, boolean ascending);

    /** The entity, or null. */
    E indexed(String id);
}
