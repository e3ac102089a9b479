package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.IntercomException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One reading of a whole list, part by part. */
interface Pass {

    /**
     * A part of the list.
     *
     * @param flaws what is wrong with entries that are not among the entities
     * @param asOf when Intercom answered
     * @param last whether the list ends with it
     */
    record Part(List<ObjectNode> entities, List<Flaw> flaws, Instant asOf, boolean last) {}

    /** An entry that no row is made of. */
    record Flaw(Kind kind, String what) {

        /** What is wrong with it. */
        enum Kind {
            /** It does not name an entity: whose row it was is not known. */
            MALFORMED,
            /** An entity of another list has the same id, and comes first. */
            ID_TAKEN
        }
    }

    /** The list changed under the reading, or Intercom lost its place: what was read so far does not make a whole. */
    final class RestartException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RestartException(String reason) {
            super(reason);
        }
    }

    /**
     * The next part; asked for on any thread, but only after the part before it came, and neither after the last nor after one that failed.
     *
     * @return completes exceptionally with {@link IntercomException} when there is no way on, with {@link RestartException} when the
     *     list must be read from its beginning again
     */
    CompletableFuture<Part> next();

    /**
     * While so many entities wait for the task, no part is asked for. Three pages keep a task busy, and a contact may take ten kilobytes;
     * only what is lost by waiting needs more.
     */
    default int mostAhead() {
        return 450;
    }

    /** Nothing came for long: goes on without what is late, where something else came. Called by the task's thread. */
    default void giveUpLate() {}

    /**
     * Whether the list was whole, as far as that can be found out. Asked for after the last part, and only where rows were not met.
     *
     * @param unmet the names of those rows
     */
    default CompletableFuture<Proof> proof(Set<String> unmet) {
        return CompletableFuture.completedFuture(row -> Evidence.REPETITION);
    }

    /**
     * A reading of the part of the list in which these rows would be, where that is less than all of it.
     *
     * @param doubted the names of rows
     */
    default Optional<Pass> again(Set<String> doubted) {
        return Optional.empty();
    }

    /** How long to wait before a list whose end is in doubt is read again, the first time. */
    default Duration rest() {
        return Duration.ZERO;
    }
}
