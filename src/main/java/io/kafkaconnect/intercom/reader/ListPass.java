package io.kafkaconnect.intercom.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One reading of a whole list, part by part. */
public interface ListPass {
    /** More rows than this, and a tenth of all, are a mass. */
    int MASS = 100;

    /**
     * A part of the list.
     *
     * @param flaws what is wrong with entries that are not among the entities
     * @param asOf when Intercom answered
     * @param last whether the list ends with it
     */
    record Page(List<ObjectNode> entities, List<EntryFlaw> flaws, Instant asOf, boolean last) {}

    /** An entry that no row is made of. The text names it, and says why where that is not plain from the kind. */
    record EntryFlaw(FlawKind kind, String what) {

        /** What is wrong with it. */
        public enum FlawKind {
            /** It does not name an entity: whose row it was is not known. */
            MALFORMED,
            /** An entity of another list has the same id, and comes first. */
            ID_TAKEN,
            /** Intercom fails at it, and gives others. */
            WITHHELD
        }
    }

    /** The list changed under the reading, or Intercom lost its place: what was read so far does not make a whole. */
    final class RestartException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public RestartException(String reason) {
            super(reason);
        }
    }

    /**
     * The next part; asked for on any thread, but only after the part before it came, and neither after the last nor after one that failed.
     *
     * @return completes exceptionally with {@link IntercomException} when there is no way on, with {@link RestartException} when the
     *     list must be read from its beginning again
     */
    CompletableFuture<Page> next();

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
     * What to ask about in order to learn whether a row that was not met is there all the same. One question tells of all rows with the same
     * subject.
     *
     * @param row its name: table and key, parted by slashes
     * @return empty where the reading itself leaves it open
     */
    default Optional<String> subject(String row) {
        return Optional.of(row);
    }

    /**
     * Asks whether rows are there.
     *
     * @param rows names of rows with that subject
     * @return completes exceptionally with {@link IntercomException} when Intercom's reply leaves no way on
     */
    default CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return CompletableFuture.completedFuture(row -> Existence.UNKNOWN);
    }

    /**
     * Those of some rows for which another reading costs less than a question for each.
     *
     * @param unmet names of rows that were not met
     * @param remembered how many rows the list had
     */
    default Set<String> mass(Set<String> unmet, int remembered) {
        return unmet.size() > MASS && unmet.size() * 10L > remembered ? unmet : Set.of();
    }

    /**
     * A reading of the part of the list in which these rows would be, where that is less than all of it.
     *
     * @param rows their names
     */
    default Optional<ListPass> again(Set<String> rows) {
        return Optional.empty();
    }
}
