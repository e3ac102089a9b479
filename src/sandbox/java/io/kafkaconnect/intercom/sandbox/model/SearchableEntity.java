package io.kafkaconnect.intercom.sandbox.model;

/** A searchable entity: it has an id and the second of its last update. */
public interface SearchableEntity extends Identified {

    long updatedAt();
}
