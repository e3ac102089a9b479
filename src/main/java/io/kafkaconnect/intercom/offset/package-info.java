/**
 * What Connect stores about a stream, and its form as the flat map of a source offset.
 */
package io.kafkaconnect.intercom.offset;
