package io.kafkaconnect.intercom.offset;

import java.time.Duration;
import java.time.Instant;

/**
 * An entity whose latest version was not sent, or not completely. The reader requests it again by id, with growing pauses.
 *
 * @param reason why the entity is parked
 * @param from a response with this update time or a later one, in epoch seconds, is new
 * @param looks the number of requests for the entity since it was parked
 * @param due the time of the next request, in epoch seconds of the worker's clock
 */
public record ParkedEntity(Reason reason, long from, int looks, long due) {
    private static final Duration MAX_PAUSE = Duration.ofDays(1);

    /** For an unsent entity, the response to this request is final. */
    private static final int MIN_LOOKS = 2;

    /**
     * If an older version was sent, and this request does not return the newer one either, the sent version stays. The last requests are
     * minutes apart.
     */
    private static final int LOOKS_FOR_NEWS = 5;

    /** If this request still lacks a refused part of the entity, the rest is sent without it. */
    private static final int LOOKS_FOR_THE_REST = 3;

    /** Why an entity is parked. Offsets contain these names. */
    public enum Reason {
        /** The list contains the entity, but the response to a request for it is "not found". */
        VANISHED(true),
        /** Intercom refuses this entity and returns others. */
        REFUSED(true),
        /** The entity was sent without a part that Intercom refuses. */
        PARTIAL(false),
        /** The response was older than the version in the list. */
        OLDER(false),
        /** The list shows an earlier version of the entity among newer entities. */
        STALE(false),
        /** The entity was never in the list, although it belongs there. */
        MISSED(false);

        private final boolean unsent;

        Reason(boolean unsent) {
            this.unsent = unsent;
        }
    }

    /** Merges two states of one entity. The result counts as unsent. */
    ParkedEntity together(ParkedEntity other) {
        return new ParkedEntity(Reason.REFUSED, Math.max(from, other.from), 0, Math.min(due, other.due));
    }

    /** A parked entity whose first request is due at that time. */
    public static ParkedEntity until(Reason reason, long from, Instant due) {
        return new ParkedEntity(reason, from, 0, due.getEpochSecond());
    }

    /** Whether the present response is final, even if it is older than expected. */
    public boolean isLookedAtEnough() {
        return looks + 1 >= (reason.unsent ? MIN_LOOKS : LOOKS_FOR_NEWS);
    }

    /** Whether the entity is sent now, without the parts that Intercom refuses. */
    public boolean isSentInPart() {
        return looks + 1 >= LOOKS_FOR_THE_REST;
    }

    /** Whether it is certain that no version of the entity has been sent. */
    public boolean isUnsent() {
        return reason.unsent;
    }

    /** Whether it is possible that no version of the entity has been sent. */
    public boolean mayBeUnsent() {
        return reason.unsent || reason == Reason.MISSED;
    }

    /** Whether Intercom refuses the entity or a part of it. Lists that agree on its version do not resolve that. */
    public boolean isRefused() {
        return reason == Reason.REFUSED || reason == Reason.PARTIAL;
    }

    /** Whether the next request is due. */
    public boolean isDue(Instant now) {
        return now.getEpochSecond() >= due;
    }

    /** The same entity, due at another time. This does not count as a request. */
    public ParkedEntity at(Instant time) {
        return new ParkedEntity(reason, from, looks, time.getEpochSecond());
    }

    /**
     * The entity after a request without result, for a reason that may last. The pause doubles with each request, up to a day: 1, 2, 4, 8
     * minutes if the first is one minute.
     */
    public ParkedEntity later(Reason why, Instant now, Duration first) {
        return new ParkedEntity(
                why, from, looks + 1, now.plus(pause(first, looks)).getEpochSecond());
    }

    /**
     * The time at which the entity was parked, computed from its requests. It is right to one pause, if the requests were as far apart as
     * {@link #later} makes them. Example: three requests and a first pause of one minute make 1 + 2 + 4 minutes before the next request is due.
     */
    public Instant since(Duration first) {
        Duration paused = Duration.ZERO;
        for (int i = 0; i < looks; i++) {
            paused = paused.plus(pause(first, i));
        }
        return Instant.ofEpochSecond(due).minus(paused);
    }

    private static Duration pause(Duration first, int looks) {
        Duration doubled = first.multipliedBy(1L << Math.min(looks, 16));
        return doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
    }

    /** The entity after a request without result, for a reason that ends within the settling time. */
    public ParkedEntity settling(Reason why, Instant due) {
        return new ParkedEntity(why, from, looks + 1, due.getEpochSecond());
    }
}
