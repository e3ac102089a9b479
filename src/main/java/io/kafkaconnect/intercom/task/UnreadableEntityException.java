package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.message.Wording;
import java.time.Instant;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * An entity that Intercom refuses while it returns others. It fails the task if the settings say so. The message contains no data but an id
 * or a time.
 */
final class UnreadableEntityException extends ConnectException {
    private static final long serialVersionUID = 1L;

    UnreadableEntityException(String stream, String id, Failure failure) {
        this(stream, failure, "entity " + id);
    }

    UnreadableEntityException(String stream, Instant from, Instant to, Failure failure) {
        this(stream, failure, "what was updated " + Wording.period(from, to));
    }

    /** An entity of a list whose id is unknown. */
    UnreadableEntityException(String stream, Failure failure) {
        this(stream, failure, "one entity of its list");
    }

    private UnreadableEntityException(String stream, Failure failure, String what) {
        this(stream, what + " while it gives others: " + failure.describe());
    }

    /** An entity that the text describes. */
    UnreadableEntityException(String stream, String what) {
        super("Stream " + stream + ": Intercom fails at " + what
                + ". Check it in Intercom and restart the task, or set intercom.behavior.on.unreadable.entity=park to"
                + " continue with the others");
    }
}
