/**
 * How single values of Intercom are read, whatever they are for: ids, times, numbers and text. Streams and tables share these rules, so that
 * both read the same value alike. This package knows JSON and nothing else.
 */
package io.kafkaconnect.intercom.value;
