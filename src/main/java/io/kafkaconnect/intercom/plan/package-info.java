/**
 * What the selected tables need: which streams are read, with which further calls, and by which task.
 */
package io.kafkaconnect.intercom.plan;
