package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An entity as a list shows it.
 *
 * @param time when it was updated, in epoch seconds
 * @param asOf when it was listed, by Intercom's clock
 */
record Listed(String id, long time, ObjectNode json, Instant asOf) {}
