/**
 * The checks of a configuration by {@code validate}, and of an offset by the offsets endpoint.
 */
package io.kafkaconnect.intercom.validation;
