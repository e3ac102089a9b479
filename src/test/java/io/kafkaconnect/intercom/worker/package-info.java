/**
 * The packed archive in a real worker with a real broker, both embedded: what Connect decides is tested here and nowhere else. Nothing in
 * this package sees a class of the connector; it is there only through {@code plugin.path}.
 */
package io.kafkaconnect.intercom.worker;
