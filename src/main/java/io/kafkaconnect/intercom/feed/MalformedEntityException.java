package io.kafkaconnect.intercom.feed;

import org.apache.kafka.connect.errors.ConnectException;

/** An entity that fits no table. It fails the task unless the settings skip such entities. The message contains no data but an id. */
public final class MalformedEntityException extends ConnectException {
    private static final long serialVersionUID = 1L;

    /** An entity of a stream, with the reason. */
    public MalformedEntityException(String stream, String reason) {
        super("Stream " + stream + ": " + reason
                + ". Set intercom.behavior.on.malformed.entity=skip to skip such entities");
    }
}
