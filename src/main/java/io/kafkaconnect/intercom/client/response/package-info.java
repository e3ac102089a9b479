/** Decides what a response of Intercom's means. */
package io.kafkaconnect.intercom.client.response;
