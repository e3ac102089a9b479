/**
 * Intercom's lists, declared: how each is paged, ordered, remembered and permitted. Makes the readers for them.
 */
package io.kafkaconnect.intercom.stream;
