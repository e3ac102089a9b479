/**
 * Texts of messages for people: the remedy for a failure, and numbers and times in words.
 */
package io.kafkaconnect.intercom.message;
