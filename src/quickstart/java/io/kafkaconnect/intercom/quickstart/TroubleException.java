package io.kafkaconnect.intercom.quickstart;

/** The quickstart cannot go on. The message is for the person in front of it: what happened, and what to do. */
final class TroubleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TroubleException(String message) {
        super(message);
    }

    TroubleException(String message, Throwable cause) {
        super(message, cause);
    }
}
