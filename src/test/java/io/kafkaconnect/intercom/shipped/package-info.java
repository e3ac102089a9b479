/**
 * The files of {@code config/} and {@code docker/} that users get.
 */
package io.kafkaconnect.intercom.shipped;
