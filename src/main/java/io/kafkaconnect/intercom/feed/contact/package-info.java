/**
 * The feed of what contacts have: compares each contact with the rows that were sent of it, and verifies which contacts are deleted.
 */
package io.kafkaconnect.intercom.feed.contact;
