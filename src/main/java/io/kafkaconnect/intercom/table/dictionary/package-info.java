/**
 * The data dictionary: {@link io.kafkaconnect.intercom.table.dictionary.Tables} lists all tables, and a class for each template declares its
 * tables, one line for each column. Schemas, rows and documentation derive from these lines.
 */
package io.kafkaconnect.intercom.table.dictionary;
