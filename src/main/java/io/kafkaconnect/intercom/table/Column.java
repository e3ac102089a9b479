package io.kafkaconnect.intercom.table;

/**
 * One column of a table.
 *
 * @param name the name of the field in the topic
 * @param source where its value comes from
 * @param doc a sentence about what it holds; part of the schema
 */
public record Column(String name, ColumnType type, Source source, String doc) {}
