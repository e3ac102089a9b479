package io.kafkaconnect.intercom.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One complete entity of Intercom, for example a contact with its notes.
 *
 * @param json the content; for a deleted entity only its id and similar
 * @param deleted whether Intercom reports it as deleted
 * @param asOf Intercom's time at which it had this content
 */
public record Entity(ObjectNode json, boolean deleted, Instant asOf) {}
