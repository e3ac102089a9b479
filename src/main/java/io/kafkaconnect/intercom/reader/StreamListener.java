package io.kafkaconnect.intercom.reader;

import io.kafkaconnect.intercom.client.Failure;
import java.time.Instant;

/** Receives events of a reader that do not stop it. The task's thread or an I/O thread calls it, so it must be quick and thread-safe. */
public interface StreamListener {

    /** Ignores all events. */
    StreamListener NONE = new StreamListener() {};

    /** A conversation has {@code declared} parts, and Intercom returned {@code got}; it returns the 500 newest. */
    default void partsMissing(String conversationId, long declared, int got) {}

    /** An entity was deleted or merged between the list and its details. */
    default void vanished() {}

    /** The permission for a detail is missing. The reader leaves the detail out from now on. */
    default void detailDenied(Enrichment detail, Failure failure) {}

    /** Intercom answers a detail again that the reader left out. */
    default void detailPermitted(Enrichment detail) {}

    /** Intercom refuses an entity or a part of it. The reader requests the entity again later. */
    default void parked(String id, Failure failure) {}

    /** Intercom does not return the list of the entities of that span of time. The reader requests the span again later. */
    default void spanParked(Instant from, Instant to, Failure failure) {}

    /** Intercom fails at a page of the list and answers others. The reader cannot skip the page: the mark stays before it. */
    default void pageWithheld(Failure failure) {}

    /** Intercom fails at an entry of a whole list and returns others. The reader leaves the entry out until the next pass. */
    default void entryWithheld(String what) {}

    /** The search for changes fails. They come with a later search, or with the next pass over the whole list. */
    default void changesUnavailable(String reason) {}

    /** The maximum number of entities is parked. The reader releases no further entity until some of them are returned or deleted. */
    default void held(int parked) {}

    /** An entity has no usable update time. The reader releases it nevertheless. */
    default void untimed(String id) {}

    /** A listed entity has no usable id. */
    default void malformed(String reason) {}

    /** Entities of two lists have the same id, and their table has one key. Only the entity of the first list is read. */
    default void idTaken(String what) {}

    /** A pass starts over {@code total} entities, as Intercom counts them. Some of them may have been sent before. */
    default void passBegins(long total) {}

    /** Whether the entities behind a day are as many as may wait for their turn: the connector reads the day page after page. */
    default void dayIsLarge(boolean isLarge) {}

    /** A pass restarts for the given reason. */
    default void passRestarted(String reason) {}
}
