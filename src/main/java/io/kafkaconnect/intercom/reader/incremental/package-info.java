/**
 * Reads a list by update time, from a cursor on. Pages and entities are requested side by side and released in the order of their update times.
 */
package io.kafkaconnect.intercom.reader.incremental;
