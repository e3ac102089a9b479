package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;

/** A team; its id never equals an admin's. */
public record Team(String id, String name, List<String> adminIds) implements Identified {}
