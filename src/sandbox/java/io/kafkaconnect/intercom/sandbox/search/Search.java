package io.kafkaconnect.intercom.sandbox.search;

/** What is looked for, and in which order it comes. Without a filter everything is. */
public record Search(Filter filter, String sortField, boolean ascending) {}
