package io.kafkaconnect.intercom.sandbox.model;

/** Whom a part assigns to; without a type Intercom answers the bare id. */
public record PartAssignee(String type, String id) {

    /** A part that takes an assignment away. */
    static final PartAssignee NOBODY = new PartAssignee("nobody_admin", null);
}
