package io.kafkaconnect.intercom.sandbox.model;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * The copies of a workspace that answers are made from. They may lag behind: each answer shows each entity as it was up to so long ago, and
 * each answer draws how long. An entity that was not there then is shown as it is. No copy stands still between two changes of one second:
 * what an answer shows of that second is all of it or nothing.
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

    /** From now on answers show what is. */
    public void catchUp() {
        behind = false;
    }

    /** What an answer shows of that version of an entity; to be asked under the lock of the workspace. */
    public <E extends SearchableEntity> E of(Store<E> store, E version) {
        if (!behind || random.nextInt(3) == 0) {
            return version;
        }
        Instant then = clock.instant().minusMillis(random.nextInt(mostMillis + 1));
        return store.before(version, then.truncatedTo(SECONDS).minusMillis(1));
    }
}
