package io.kafkaconnect.intercom.api;

/** A reply that a stream cannot go on from. The message says what was asked and what came back. */
public final class IntercomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply.Failed reply;

    /** What the caller could not use. */
    public IntercomException(Reply.Failed reply) {
        super(reply.failure().describe());
        this.reply = reply;
    }

    /** The reply; its type tells a missing permission from a refused request from an outage. */
    public Reply.Failed reply() {
        return reply;
    }
}
