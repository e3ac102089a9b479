/** Finds silent changes of conversations and tickets, and deleted tickets, in a sweep over all of them. */
package io.kafkaconnect.intercom.feed.conversation;
