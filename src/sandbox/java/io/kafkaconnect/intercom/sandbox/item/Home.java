package io.kafkaconnect.intercom.sandbox.item;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The workspace that items belong to, as far as they know it. */
public interface Home {

    /** Runs an action under the lock of the workspace. */
    <T> T locked(Supplier<T> work);

    long now();

    String idCode();

    /** The id of any entity of that kind, if there is one. */
    Optional<String> any(Neighbour kind, RandomGenerator random);

    /** The entities that items refer to and that are no items. */
    enum Neighbour {
        ADMIN,
        TEAM,
        TAG,
        CONTACT,
        COMPANY,
        CONVERSATION
    }
}
