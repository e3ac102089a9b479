/**
 * Reads a list that only comes whole, pass after pass.
 */
package io.kafkaconnect.intercom.reader.list;
