package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.api.Reply;
import java.time.Instant;
import java.util.List;

/** One reading of a list by update time: which entities it shows, oldest first. Used by one thread. */
sealed interface Scan permits OldestFirst, NewestFirst {

    /** Intercom does not take up a list where it left off. */
    final class CursorRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Reply.Rejected reply;

        CursorRefusedException(Reply.Rejected reply) {
            super(reply.failure().describe());
            this.reply = reply;
        }

        Reply.Rejected reply() {
            return reply;
        }
    }

    /**
     * Takes in what came and asks for what there is room for.
     *
     * @param backlog entities taken from here that nobody has begun to complete
     * @return whether anything happened; if not, it waits for a reply or has no room
     * @throws CursorRefusedException when a page that follows another is refused
     * @throws Pass.RestartException when the list must be read anew
     */
    boolean goOn(int backlog);

    /** The next entities, in order; empty when none are known yet. Those of one page come together. */
    List<Listed> take();

    /** Whether nothing is left to be asked or taken. */
    boolean isDone();

    /** Whether it ended before its list did: what was not read is left for the next pass. */
    boolean isTorn();

    /** When its first page was answered, by Intercom's clock, or a page that seemed to be answered before that; null before the first. */
    Instant begun();

    /** All entities updated before this were met. */
    Instant reached();
}
