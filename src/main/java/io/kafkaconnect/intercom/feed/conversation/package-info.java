/** Finds silent changes of conversations in a sweep over all of them. */
package io.kafkaconnect.intercom.feed.conversation;
