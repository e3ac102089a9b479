/** The feeds of streams that are read by update time, and of the backfills that a changed configuration needs. */
package io.kafkaconnect.intercom.feed.incremental;
