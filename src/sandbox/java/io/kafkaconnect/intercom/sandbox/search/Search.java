package io.kafkaconnect.intercom.sandbox.search;

/** The filter and the order of a search. Without a filter, it finds everything. */
public record Search(Filter filter, String sortField, boolean ascending) {}
