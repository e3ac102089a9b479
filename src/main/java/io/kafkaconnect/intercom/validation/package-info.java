/**
 * What {@code validate} checks of a configuration, and the offsets endpoint of an offset.
 */
package io.kafkaconnect.intercom.validation;
