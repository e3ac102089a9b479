package io.kafkaconnect.intercom.sandbox.model;

/** Anything Intercom knows by an id. */
public interface Identified {

    String id();
}
