package io.kafkaconnect.intercom.sandbox.model;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * The copies of a workspace from which responses are made. They may lag: each response shows each entity as it was up to a maximum time ago, and
 * each response draws its own lag. An entity that did not exist then is shown as it is now. No copy is between two changes of one second:
 * a response shows all changes of a second or none.
 */
public final class Copies {

    private final InstantSource clock;
    private final int mostMillis;
    private final SplittableRandom random;
    private volatile boolean behind;

    public Copies(InstantSource clock, Duration most, long seed) {
        this.clock = clock;
        this.mostMillis = (int) most.toMillis();
        this.random = new SplittableRandom(seed);
        this.behind = mostMillis > 0;
    }

    /** From now on, responses show the current state. */
    public void catchUp() {
        behind = false;
    }

    /** What a response shows for that version of an entity. The caller must hold the lock of the workspace. */
    public <E extends SearchableEntity> E of(Store<E> store, E version) {
        if (!behind || random.nextInt(3) == 0) {
            return version;
        }
        Instant then = clock.instant().minusMillis(random.nextInt(mostMillis + 1));
        return store.before(version, then.truncatedTo(SECONDS).minusMillis(1));
    }
}
