/**
 * Sentences for people: what to do about a failure, and numbers and times in words.
 */
package io.kafkaconnect.intercom.message;
