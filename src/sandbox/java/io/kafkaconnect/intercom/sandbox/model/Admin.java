package io.kafkaconnect.intercom.sandbox.model;

/** A teammate, or the bot, which Intercom lists among the admins. */
public record Admin(String id, String name, String email, boolean bot) implements Identified {}
