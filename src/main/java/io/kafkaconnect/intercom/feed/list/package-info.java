/**
 * The feed of streams that are read whole: it sends rows that differ from what was sent, and tombstones for rows that are gone. Its
 * comparison with what was sent is shared with the feed of contacts.
 */
package io.kafkaconnect.intercom.feed.list;
