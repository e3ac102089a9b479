/** A model of the worker's offsets against the sandbox, all in one thread and in a time of its own. */
package io.kafkaconnect.intercom.simulation;
