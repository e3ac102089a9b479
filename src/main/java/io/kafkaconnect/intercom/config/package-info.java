/**
 * The settings that a user may set: their names, values and rules.
 */
package io.kafkaconnect.intercom.config;
