package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;

/** The time after which the search sees the last change of an entity. One entity in {@code every} takes longer, always the same ones. */
public record IndexLag(Duration usual, Duration slow, int every) {

    /** The same for all. */
    public static IndexLag of(Duration usual) {
        return new IndexLag(usual, usual, 1);
    }

    boolean isUniform() {
        return usual.equals(slow);
    }

    /** The time for the entity with that id. */
    public Duration of(String id) {
        return Math.floorMod(id.hashCode() * 31, every) == 0 ? slow : usual;
    }
}
