package io.kafkaconnect.intercom.reader;

import io.kafkaconnect.intercom.client.Failure;
import java.time.Instant;

/** Hears what a reader noticed and went on from. Called on the task's or an I/O thread; must be quick and thread-safe. */
public interface StreamListener {

    /** Hears nothing. */
    StreamListener NONE = new StreamListener() {};

    /** A conversation has {@code declared} parts and {@code got} could be had; Intercom gives the 500 newest. */
    default void partsMissing(String conversationId, long declared, int got) {}

    /** An entity was deleted or merged between the list and its details. */
    default void vanished() {}

    /** A detail is not permitted and is left out from now on. */
    default void detailDenied(Enrichment detail, Failure failure) {}

    /** A detail that was left out is answered again. */
    default void detailPermitted(Enrichment detail) {}

    /** An entity is asked for again later: Intercom refuses it, or something of it. */
    default void parked(String id, Failure failure) {}

    /** What was updated in that second is asked for again later: Intercom does not give the list of it. */
    default void spanParked(Instant from, Instant to, Failure failure) {}

    /** A page of the list does not come, while others do, and cannot be gone round: the mark stays before it. */
    default void pageWithheld(Failure failure) {}

    /** An entry of a list that is read whole does not come, while others do: it is left out until the next reading. */
    default void entryWithheld(String what) {}

    /** So many entities are parked that nothing more is released until some of them come or are gone. */
    default void held(int parked) {}

    /** An entity has no update time that can be read; it is sent all the same. */
    default void untimed(String id) {}

    /** A listed entity has no usable id. */
    default void malformed(String reason) {}

    /** Entities of two lists have one id, and their table one key: only the first list's is read. */
    default void idTaken(String what) {}

    /** A pass over {@code total} entities begins, as Intercom counts them; some of them may have been sent before. */
    default void passBegins(long total) {}

    /** A pass is begun anew, for the given reason. */
    default void passRestarted(String reason) {}
}
