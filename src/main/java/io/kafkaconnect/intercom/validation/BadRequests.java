package io.kafkaconnect.intercom.validation;

import java.lang.reflect.InvocationTargetException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What makes the Connect REST API answer 400 for a body that cannot be used. A worker answers any exception of Connect's API with 404, 409 or
 * 500; the one for 400 is its own, so it is looked up at run time. Where a worker has none, the same words come with a 500.
 */
final class BadRequests {
    private static final String OF_THE_WORKER = "org.apache.kafka.connect.runtime.rest.errors.BadRequestException";

    private BadRequests() {}

    /** The exception to throw. */
    static ConnectException of(String message) {
        try {
            Object made = Class.forName(OF_THE_WORKER)
                    .asSubclass(ConnectException.class)
                    .getConstructor(String.class)
                    .newInstance(message);
            return (ConnectException) made;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | ClassCastException noSuchException) {
            ConnectException plain = new ConnectException(message);
            plain.addSuppressed(noSuchException);
            return plain;
        }
    }
}
