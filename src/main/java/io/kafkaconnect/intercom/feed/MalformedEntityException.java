package io.kafkaconnect.intercom.feed;

import org.apache.kafka.connect.errors.ConnectException;

/** An entity that has no place in the tables; fails the task unless the settings say to skip such. Holds no data but an id. */
public final class MalformedEntityException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public MalformedEntityException(String stream, String reason) {
        super("Stream " + stream + ": " + reason
                + ". Set intercom.behavior.on.malformed.entity=skip to skip such entities");
    }
}
