/**
 * The packed archive and a sink in one worker: what a sink that users install makes of the topics. Nothing in this package sees a class of the
 * connector; it is there only through {@code plugin.path}.
 */
package io.kafkaconnect.intercom.sink;
