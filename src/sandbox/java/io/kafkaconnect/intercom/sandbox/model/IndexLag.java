package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;

/** How long an entity must rest before the search sees its last change: one in {@code every} longer than usual, always the same ones. */
public record IndexLag(Duration usual, Duration slow, int every) {

    /** The same for all. */
    public static IndexLag of(Duration usual) {
        return new IndexLag(usual, usual, 1);
    }

    boolean isUniform() {
        return usual.equals(slow);
    }

    Duration of(String id) {
        return Math.floorMod(id.hashCode() * 31, every) == 0 ? slow : usual;
    }
}
