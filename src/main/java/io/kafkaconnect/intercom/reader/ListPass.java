package io.kafkaconnect.intercom.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One pass over a whole list, page by page. */
public interface ListPass {
    /** A mass is more rows than this, and more than a tenth of all. */
    int MASS = 100;

    /**
     * A page of the list.
     *
     * @param flaws one for each entry that is not among the entities
     * @param asOf Intercom's time at the response
     * @param last whether the list ends with this page
     */
    record Page(List<ObjectNode> entities, List<EntryFlaw> flaws, Instant asOf, boolean last) {}

    /** An entry without a row. The text names the entry, and the reason unless the kind says it. */
    record EntryFlaw(FlawKind kind, String what) {

        /** What is wrong with an entry. */
        public enum FlawKind {
            /** The entry has no usable id, so its row is unknown. */
            MALFORMED,
            /** An entity of an earlier list has the same id. */
            ID_TAKEN,
            /** Intercom fails at this entry and returns others. */
            WITHHELD
        }
    }

    /** The list changed during the pass, or Intercom lost the position: the pages so far do not form a whole list. */
    final class RestartException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** The reason follows "restarted" in a log line. */
        public RestartException(String reason) {
            super(reason);
        }
    }

    /**
     * Requests the next page. Any thread may call it, but only after the page before has come, and not after the last page or a failed one.
     *
     * @return completes exceptionally with {@link IntercomException} if the pass cannot continue, and with {@link RestartException} if the
     *     list must be read again from its beginning
     */
    CompletableFuture<Page> next();

    /**
     * Maximum number of entities that wait for the task: beyond it, no page is requested. Three pages keep a task busy, and a contact may take
     * ten kilobytes. Only a list that expires needs more.
     */
    default int maxAhead() {
        return 450;
    }

    /** No page has come for a long time. Continues without the late pages if others have come. The task's thread calls it. */
    default void giveUpLate() {}

    /**
     * The subject of the request that shows whether an unseen row exists nevertheless. One request serves all rows with the same subject.
     *
     * @param owner the id of the entity that the row is, or belongs to
     * @param row the name of the row: table and key, separated by slashes
     * @return empty if the pass did not read the part of the list in which the row would be
     */
    default Optional<String> subject(String owner, String row) {
        return Optional.of(owner);
    }

    /**
     * Finds out whether rows exist.
     *
     * @param rows names of rows with that subject
     * @return completes exceptionally with {@link IntercomException} if the stream cannot continue after Intercom's reply
     */
    default CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return CompletableFuture.completedFuture(row -> Existence.UNKNOWN);
    }

    /**
     * Returns the unseen rows for which another pass costs less than a request for each.
     *
     * @param unseen names of rows that the pass did not find
     * @param remembered number of rows that the list had before
     */
    default Set<String> mass(Set<String> unseen, int remembered) {
        return unseen.size() > MASS && unseen.size() * 10L > remembered ? unseen : Set.of();
    }

    /**
     * A pass over the part of the list in which these rows would be; empty if only a pass over the whole list finds them.
     *
     * @param rows names of rows
     */
    default Optional<ListPass> again(Set<String> rows) {
        return Optional.empty();
    }
}
