package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.api.Failure;
import org.apache.kafka.connect.errors.ConnectException;

/** An entity that Intercom does not give while it gives others, where the settings say to fail. Holds no data but an id. */
final class UnreadableEntityException extends ConnectException {
    private static final long serialVersionUID = 1L;

    UnreadableEntityException(String stream, String id, Failure failure) {
        super("Stream " + stream + ": Intercom does not give entity " + id + " while it gives others: "
                + failure.describe()
                + ". Look at it in Intercom, and restart the task once it is right; or set"
                + " intercom.behavior.on.unreadable.entity=park to go on with the others meanwhile");
    }
}
