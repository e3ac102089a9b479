package io.kafkaconnect.intercom.sandbox.model;

/** An entity with an id. */
public interface Identified {

    String id();
}
