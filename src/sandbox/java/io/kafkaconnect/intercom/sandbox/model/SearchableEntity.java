package io.kafkaconnect.intercom.sandbox.model;

/** What can be searched: known by an id, and stamped with the second of its last update. */
public interface SearchableEntity extends Identified {

    long updatedAt();
}
