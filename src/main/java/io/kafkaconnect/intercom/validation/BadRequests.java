package io.kafkaconnect.intercom.validation;

import java.lang.reflect.InvocationTargetException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Makes the exception for which the Connect REST API answers 400. The worker answers the exceptions of Connect's API with 404, 409 or 500.
 * The exception for 400 is a class of the worker itself, so this class looks it up at run time. If the worker does not have it, the response
 * is a 500 with the same message.
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
