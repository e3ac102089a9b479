/**
 * Feeds of streams that are read by update time, and of the past that a changed configuration asks for.
 */
package io.kafkaconnect.intercom.feed.incremental;
