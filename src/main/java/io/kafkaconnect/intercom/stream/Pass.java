package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.IntercomException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One reading of a whole list, part by part. */
interface Pass {

    /**
     * A part of the list.
     *
     * @param last whether the list ends with it
     */
    record Part(List<ObjectNode> entities, boolean last) {}

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
}
