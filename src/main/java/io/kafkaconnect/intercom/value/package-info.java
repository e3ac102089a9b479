/**
 * Reads single values of Intercom: ids, times, numbers and text. Streams and tables share these rules, so both read the same value alike. This
 * package knows JSON and nothing else.
 */
package io.kafkaconnect.intercom.value;
