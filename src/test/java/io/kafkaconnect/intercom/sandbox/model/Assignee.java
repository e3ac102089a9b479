package io.kafkaconnect.intercom.sandbox.model;

/** Whom a part assigns to; without a type Intercom answers the bare id. */
public record Assignee(String type, String id) {

    /** A part that takes an assignment away. */
    static final Assignee NOBODY = new Assignee("nobody_admin", null);
}
