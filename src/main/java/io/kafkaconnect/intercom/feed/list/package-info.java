/**
 * Feeds of streams that are read whole: they send rows that differ from what was sent, and tombstones for rows that are gone.
 */
package io.kafkaconnect.intercom.feed.list;
