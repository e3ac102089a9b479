/**
 * Reads lists that can only be read whole, pass after pass.
 */
package io.kafkaconnect.intercom.reader.list;
