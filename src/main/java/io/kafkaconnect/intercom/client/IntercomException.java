package io.kafkaconnect.intercom.client;

import java.util.Optional;

/** A reply with which a stream cannot continue. The message names the request and the failure. */
public final class IntercomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply.Failed reply;
    private final String permission;

    /** A reply without the data that the caller needs. */
    public IntercomException(Reply.Failed reply) {
        this(reply, null);
    }

    /** The same; {@code permission} is what the request needs, or null if it needs the permission of its stream. */
    public IntercomException(Reply.Failed reply, String permission) {
        super(reply.failure().describe());
        this.reply = reply;
        this.permission = permission;
    }

    /** The reply. Its type distinguishes a missing permission, a refused request and an outage. */
    public Reply.Failed reply() {
        return reply;
    }

    /** The permission that this request needs; empty if it needs the permission of its stream. */
    public Optional<String> permission() {
        return Optional.ofNullable(permission);
    }
}
