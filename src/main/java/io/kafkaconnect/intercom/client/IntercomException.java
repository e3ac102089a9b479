package io.kafkaconnect.intercom.client;

import java.util.Optional;

/** A reply that a stream cannot go on from. The message says what was asked and what came back. */
public final class IntercomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply.Failed reply;
    private final String permission;

    /** What the caller could not use. */
    public IntercomException(Reply.Failed reply) {
        this(reply, null);
    }

    /** What the caller may not have without that permission; null where it is that of its stream. */
    public IntercomException(Reply.Failed reply, String permission) {
        super(reply.failure().describe());
        this.reply = reply;
        this.permission = permission;
    }

    /** The reply; its type tells a missing permission from a refused request from an outage. */
    public Reply.Failed reply() {
        return reply;
    }

    /** The permission that this one request needs; empty where it is that of the stream. */
    public Optional<String> permission() {
        return Optional.ofNullable(permission);
    }
}
