package io.kafkaconnect.intercom.offset;

import java.time.Duration;
import java.time.Instant;

/**
 * An entity that was listed and not sent as it was listed: it is asked for again, by its id, with growing pauses.
 *
 * @param reason why it waits
 * @param from an answer that says it was updated at this second or later is news
 * @param looks how often it was asked for since it waits
 * @param due when it is asked for next, in epoch seconds of the worker's clock
 */
public record ParkedEntity(Reason reason, long from, int looks, long due) {
    private static final Duration MAX_PAUSE = Duration.ofDays(1);

    /** After so many looks what Intercom says of an entity is the truth about it. */
    private static final int MIN_LOOKS = 2;

    /** After so many looks an entity of which something newer was seen stays as it was sent: the last ones are minutes apart. */
    private static final int LOOKS_FOR_NEWS = 5;

    /** After so many looks what there is of an entity is sent without the rest. */
    private static final int LOOKS_FOR_THE_REST = 3;

    /** Why an entity waits; the names are stored. */
    public enum Reason {
        /** It was listed, and a request for it was answered that it does not exist. */
        VANISHED(true),
        /** Intercom refuses it, while it gives others. */
        REFUSED(true),
        /** It was sent without something of it that Intercom refuses. */
        PARTIAL(false),
        /** The answer about it was older than the list. */
        OLDER(false),
        /** It stands in a list among newer ones, as it was earlier. */
        STALE(false),
        /** It was never listed, though it should have been. */
        MISSED(false);

        private final boolean unsent;

        Reason(boolean unsent) {
            this.unsent = unsent;
        }
    }

    /** What waits for two reasons waits as if nothing of it had been sent. */
    ParkedEntity together(ParkedEntity other) {
        return new ParkedEntity(Reason.REFUSED, Math.max(from, other.from), 0, Math.min(due, other.due));
    }

    /** The first look is due at that time. */
    public static ParkedEntity until(Reason reason, long from, Instant due) {
        return new ParkedEntity(reason, from, 0, due.getEpochSecond());
    }

    /** Whether what an answer shows is all there will be, though it is older than expected. */
    public boolean isLookedAtEnough() {
        return looks + 1 >= (reason.unsent ? MIN_LOOKS : LOOKS_FOR_NEWS);
    }

    /** Whether what there is of it is sent though something is refused. */
    public boolean isSentInPart() {
        return looks + 1 >= LOOKS_FOR_THE_REST;
    }

    /** Whether no version of it has been sent for certain. */
    public boolean isUnsent() {
        return reason.unsent;
    }

    /** Whether it may be that no version of it has been sent. */
    public boolean mayBeUnsent() {
        return reason.unsent || reason == Reason.MISSED;
    }

    /** Whether it waits because Intercom refuses it, or something of it: copies that agree do not bring it. */
    public boolean isRefused() {
        return reason == Reason.REFUSED || reason == Reason.PARTIAL;
    }

    public boolean isDue(Instant now) {
        return now.getEpochSecond() >= due;
    }

    /** The same, due at another time; that was no look. */
    public ParkedEntity at(Instant time) {
        return new ParkedEntity(reason, from, looks, time.getEpochSecond());
    }

    /** The same after a look that brought nothing, for a reason that may last. */
    public ParkedEntity later(Reason why, Instant now, Duration first) {
        Duration doubled = first.multipliedBy(1L << Math.min(looks, 16));
        Duration pause = doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
        return new ParkedEntity(why, from, looks + 1, now.plus(pause).getEpochSecond());
    }

    /** The same after a look that brought nothing, for a reason that passes within the settling time. */
    public ParkedEntity settling(Reason why, Instant due) {
        return new ParkedEntity(why, from, looks + 1, due.getEpochSecond());
    }
}
