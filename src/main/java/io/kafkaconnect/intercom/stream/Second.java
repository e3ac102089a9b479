package io.kafkaconnect.intercom.stream;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A second of update time. Where Intercom does not give the list of what was updated in it, it waits among the parked entities, under a name that
 * no entity has.
 */
record Second(long at) {

    /** Such as {@code 2026-05-01T08:30:00Z}. */
    String name() {
        return Instant.ofEpochSecond(at).toString();
    }

    /** The second with that name; empty where it is the id of an entity. */
    static Optional<Second> named(String name) {
        // No id holds a colon; to read every id as a time would take long.
        if (name.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Second(Instant.parse(name).getEpochSecond()))
                    .filter(second -> second.name().equals(name));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
