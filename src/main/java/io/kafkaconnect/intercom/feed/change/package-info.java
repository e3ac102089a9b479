/** Compares rows with the rows that were sent, and puts the differences into batches. */
package io.kafkaconnect.intercom.feed.change;
