/**
 * Declares Intercom's lists: their pages, order, memory and permissions. Makes their readers.
 */
package io.kafkaconnect.intercom.stream;
