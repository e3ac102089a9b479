/**
 * Texts of messages for people: the remedy for a failure, numbers and times in words, and how often a line is logged.
 */
package io.kafkaconnect.intercom.message;
