package io.kafkaconnect.intercom.table;

/**
 * One column of a table.
 *
 * @param name as in the topic
 * @param source where its value comes from
 * @param doc what it holds, in a sentence; part of the schema
 */
public record Column(String name, ColumnType type, Source source, String doc) {}
