package io.kafkaconnect.intercom.quickstart;

/** The quickstart cannot continue. The message tells the user what happened and what to do. */
final class TroubleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TroubleException(String message) {
        super(message);
    }

    TroubleException(String message, Throwable cause) {
        super(message, cause);
    }
}
