package io.kafkaconnect.intercom.sandbox.model;

/** The assignee of a part. Without a type, Intercom returns the bare id. */
public record PartAssignee(String type, String id) {

    /** A part that removes the assignment. */
    static final PartAssignee NOBODY = new PartAssignee("nobody_admin", null);
}
