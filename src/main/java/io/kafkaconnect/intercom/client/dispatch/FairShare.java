package io.kafkaconnect.intercom.client.dispatch;

/**
 * The part of a window that one of several tasks takes: what it had of what all took, of late. So the parts of all add up to about one
 * without their knowing of each other, the idle leave theirs to the busy, and what a foreign program takes is left to it.
 *
 * <p>A foothold is added to each side, so that one who was idle gets into it, and equals become equal after some windows. Where little
 * was taken of late, others may be about to begin as we are: half of what was not taken counts as theirs, until it
 * shows. A window that was taken for a good part, and by nobody else, is enough not to expect them; one's own poll in an idle one is
 * not, since others may wake at the same time.
 */
record FairShare(double ours, double everybodys, int oursNow, int everybodysNow) {
    /** Nothing was taken yet. */
    static final FairShare NONE = new FairShare(0, 0, 0, 0);

    /** As a part of a window. */
    private static final double FOOTHOLD = 0.1;

    private static final double FEARED = 0.5;

    /** Less than this is nobody. */
    private static final double OTHERS_SEEN = 0.03;

    /** As a part of a window, less one for the rounding of small ones: who took less did not look for others long enough. */
    private static final double TELLING = 0.25;

    /** What the window counted so far. */
    FairShare see(int answered, int taken) {
        return new FairShare(ours, everybodys, Math.min(answered, taken), taken);
    }

    /** The older a window, the less it counts. */
    FairShare windowOver() {
        return new FairShare((ours + oursNow) / 2, (everybodys + everybodysNow) / 2, 0, 0);
    }

    /** Whether next to nobody else was seen of late. */
    boolean isWhole() {
        return everybodys - ours <= OTHERS_SEEN * everybodys;
    }

    /** To be had of what is left, where all together may have so much of a window. */
    double of(int allowed) {
        double foothold = FOOTHOLD * allowed;
        double taken = everybodys + everybodysNow;
        boolean alone = isWhole() && everybodys > Math.max(0, TELLING * allowed - 1);
        double feared = alone ? 0 : FEARED * Math.max(0, allowed - taken);
        return (ours + oursNow + foothold) / (taken + feared + foothold);
    }
}
